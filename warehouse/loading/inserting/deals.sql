insert into core.deals by name
select winners.record_id as deal_id, $source as source, deals.* exclude (line), told_won as is_won, told_closed as is_closed, $file_id as file_id
from incoming_deals deals
join winners using (line);
