-- Deliveries of unusual volume that nobody has released.
select path, source, holds.lines, fresh, round(usual_lines)::bigint as usual_lines, round(usual_fresh)::bigint as usual_fresh
from ops.volume_holds holds
join ops.files using (file_id, source)
where accepted_at is null
order by path
