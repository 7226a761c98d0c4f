insert into core.identity_decisions by name         -- a blank decides nothing, and takes nothing back
select *, $file_id as file_id from incoming_decisions where decision is not null;
