-- What a file brought counts no more; every line of it is rejected, for one reason.
delete from ops.rejects where file_id = $file_id;
insert into ops.rejects values ($file_id, 1, null, 'the whole file: ' || $why, null);
update ops.files
set status = 'withdrawn', loaded = 0, duplicate = 0, rejected = lines, open_questions = 0,
    description_version = '', message = $why
where file_id = $file_id;
delete from ops.source_columns where file_id = $file_id;
delete from ops.usual_volumes where file_id = $file_id;
delete from ops.volume_holds where file_id = $file_id;
