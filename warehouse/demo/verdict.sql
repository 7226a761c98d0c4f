-- The verdict on one aspect of one segment in one window.
select verdict, reason
from report.divergence
where aspect = $aspect and dimension = $dimension and segment = $segment and window_days = $window_days
