-- A file that was loaded from elsewhere, and is put into the inbox, is one of the inbox.
update ops.files set path = $path where file_id = $file_id and not starts_with(path, 'inbox/');
