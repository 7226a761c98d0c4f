insert into core.deal_stages by name
select winners.record_id as stage_id, $source as source, stages.* exclude (line), $file_id as file_id
from incoming_deal_stages stages
join winners using (line);
