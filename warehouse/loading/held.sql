-- Deliveries of the inbox that wait for a person: to be released, or for a question of theirs to be answered; of the
-- latter, what is published stays when its file leaves the inbox.
with held as (select file_id from ops.volume_holds where accepted_at is null)
select file_id, path, file_id in (from held) as is_held, file_id in (select file_id from ops.usual_volumes) as is_published
from ops.files
where starts_with(path, 'inbox/') and status = 'loaded' and (file_id in (from held) or open_questions > 0)
order by path
