insert into core.readings by name                   -- a blank says nothing, and takes nothing back
select winners.record_id as reading_id, readings.* exclude (line), $file_id as file_id
from incoming_readings readings
join winners using (line)
where readings.polarity is not null;
