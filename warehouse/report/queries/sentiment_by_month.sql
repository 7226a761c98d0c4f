select period_start, feedback, customers, negative_share, neutral_share, positive_share, mixed_share, status
from report.sentiment
where dimension = 'all' and period_grain = 'month'
order by period_start
