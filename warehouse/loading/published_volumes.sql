-- What is published is usual from now on.
insert into ops.usual_volumes
with too_old as (           -- a cumulative export brings them every time
    select file_id, count(*) as lines
    from ops.rejects
    where starts_with(reason, $too_old) or starts_with(reason, $outdone)
    group by file_id
)
select file_id, source, files.lines, loaded + rejected - coalesce(too_old.lines, 0)
from ops.files files
left join too_old using (file_id)
where status = 'loaded' and file_id not in (select file_id from ops.usual_volumes);
