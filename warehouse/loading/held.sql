-- Deliveries of the inbox that wait for a person: to be released, or for a question of theirs to be answered.
with held as (select file_id from ops.volume_holds where accepted_at is null)
select file_id, path, file_id in (from held) as is_held
from ops.files
where starts_with(path, 'inbox/') and status = 'loaded' and (file_id in (from held) or open_questions > 0)
order by path
