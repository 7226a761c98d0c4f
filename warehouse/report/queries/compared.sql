-- The latest complete periods that report.kpi compares with the period before.
select
    max(period_start) filter (period_grain = 'quarter' and period_start + interval 3 month <= $as_of::date + interval 1 day) as quarter,
    max(period_start) filter (period_grain = 'month' and period_start + interval 1 month <= $as_of::date + interval 1 day) as month
from report.kpi
where change_p is not null
