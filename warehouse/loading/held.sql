-- Deliveries of the inbox that wait for being released.
select file_id, path
from ops.volume_holds
join ops.files using (file_id)
where accepted_at is null and starts_with(path, 'inbox/')
order by path
