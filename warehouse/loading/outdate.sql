-- Should the run end here, the next one must still find that the file is to be loaded anew.
update ops.files set description_version = '' where file_id = $file_id;
