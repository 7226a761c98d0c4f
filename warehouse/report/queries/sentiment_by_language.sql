-- 'all' first, then the languages by size.
select
    segment, feedback, customers, negative_share, negative_share_low, negative_share_high,
    negative_share_corrected, positive_share, positive_share_corrected, status
from report.sentiment
where period_grain = 'all' and dimension in ('all', 'language')
order by dimension = 'all' desc, segment = 'unknown', feedback desc, segment
limit 40
