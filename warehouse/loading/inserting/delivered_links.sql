insert into core.delivered_links by name
select winners.record_id, links.* exclude (line), $file_id as file_id
from incoming_delivered_links links
join winners using (line);
