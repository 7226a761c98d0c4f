-- A file that was withdrawn: what became of its lines. If it comes again, it is loaded anew.
insert into ops.rejects values ($file_id, 1, null, 'the whole file: ' || $message, null);

update ops.files
set status = 'withdrawn',
    loaded = 0,
    duplicate = 0,
    rejected = lines,
    open_questions = 0,
    message = $message,
    description_version = '',
    run_id = $run_id
where file_id = $file_id;

delete from ops.aged_versions where file_id = $file_id;
delete from ops.volume_holds where file_id = $file_id;
delete from ops.usual_volumes where file_id = $file_id;
delete from ops.source_columns where file_id = $file_id;
