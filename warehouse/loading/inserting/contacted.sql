insert into core.contacted by name
select
    winners.record_id as contact_id,
    contacted_at between $earliest and $latest as is_contacted_at_credible,
    contacted.* exclude (line),
    $file_id as file_id
from incoming_contacted contacted
join winners using (line);
