-- The files of which no run that came to its end has told what its audits found.
create or replace temp view fresh_files as
from ops.files anti join ops.told_files using (file_id, run_id);
