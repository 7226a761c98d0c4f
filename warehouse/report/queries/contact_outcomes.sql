-- What changed for those who were contacted: of the row that compares like with like best, and most people.
select aspect, series, began_with, pairs, improved, worsened, net_change, net_change_low, net_change_high,
       difference, difference_low, difference_high
from report.contact_outcomes
where is_contacted and status = 'published'
order by began_with = 'complaint' desc, series is null desc, aspect = 'overall' desc, pairs desc, aspect, series
limit 1
