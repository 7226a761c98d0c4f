insert into ops.questions by name
select $source as source, asked.*, $file_id as file_id
from asked
anti join (from ops.questions where source = $source) known using (column_name, wording);
