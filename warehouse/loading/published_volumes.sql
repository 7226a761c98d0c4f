-- What is published is usual from now on.
insert into ops.usual_volumes
select file_id, source, lines, loaded + rejected
from ops.files
where status = 'loaded' and file_id not in (select file_id from ops.usual_volumes);
