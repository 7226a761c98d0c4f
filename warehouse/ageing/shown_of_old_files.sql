-- How old a rejected line is can only be told from its file, and the file may be gone: of each whose delivery is too
-- old, nothing of its rejected lines is shown any more.
create or replace temp table shown_of_old as
select file_id
from ops.rejects
join ops.files files using (file_id)
join came using (file_id)
join periods using (source)
where raw is not null and came_at < periods.since;

insert into ops.to_compact select $run_id where exists (from shown_of_old);

update ops.rejects set raw = null where file_id in (from shown_of_old);
