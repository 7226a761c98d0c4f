-- How many readings by a person would decide which open cell.
select aspect, dimension, segment, window_days, max(readings_needed) as readings_needed, count(*) as listed
from report.to_verify
group by aspect, dimension, segment, window_days
order by aspect, dimension, segment, window_days
