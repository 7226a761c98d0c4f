-- Everybody's scores, the longest series first.
select
    metric, scale, period_grain, period_start, dimension, segment, responses, customers, value, ci_low, ci_high,
    promoters, passives, detractors, top_box_count, middle_box_count, bottom_box_count,
    weighted_value, weighted_low, weighted_high, n_effective, is_moved_by_weighting,
    previous_value, change, change_p, change_q, is_significant, status
from report.kpi
where dimension = 'all' and period_grain in ('all', 'quarter', 'month')
order by
    list_position(['nps', 'csat', 'ces', 'rating'], metric) nulls last,
    max(responses) over (partition by metric, scale) desc,
    scale, period_grain, period_start
