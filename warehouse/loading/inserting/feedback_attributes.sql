insert into core.feedback_attributes by name
select winners.record_id as feedback_id, attributes.* exclude (line), $file_id as file_id
from incoming_feedback_attributes attributes
join winners using (line);
