insert into core.settlements by name                -- all of them: what was said before may be said again
select *, $file_id as file_id from incoming_settlements;
