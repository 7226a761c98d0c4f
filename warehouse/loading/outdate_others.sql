-- The files of a source that are there are to be loaded anew.
update ops.files
set description_version = ''
where source = $source and status = 'loaded' and file_id in (select unnest($present::varchar[]));
