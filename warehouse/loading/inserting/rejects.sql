insert into ops.rejects by name
select $file_id as file_id, line, column_name, reason, raw from incoming_rejects;
