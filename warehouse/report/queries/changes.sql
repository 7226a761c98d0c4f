-- The significant changes into the latest complete quarter, else month, the most certain first. A segment in which
-- everybody is who answered (a survey is a source and a channel) is left out: it says what everybody's row says.
with ends as (
    select k.*,
           period_start + case period_grain when 'quarter' then interval 3 month else interval 1 month end as period_end
    from report.kpi k
    where period_grain in ('quarter', 'month') and change_p is not null
),
complete as (select * from ends where period_end <= $as_of::date + interval 1 day),
latest as (
    select *
    from complete
    qualify period_start = max(period_start) over (partition by period_grain)
),
everybody as (select * from latest where dimension = 'all'),
final as (
    select l.*
    from latest l
    left join everybody e
        on l.metric = e.metric and l.scale = e.scale and l.period_grain = e.period_grain
        and l.dimension <> 'all' and l.responses = e.responses
    where l.is_significant and e.metric is null
)
select
    metric, scale, period_grain, period_start, dimension, segment, responses, customers, value, ci_low, ci_high,
    promoters, passives, detractors, top_box_count, middle_box_count, bottom_box_count,
    weighted_value, weighted_low, weighted_high, n_effective, is_moved_by_weighting,
    previous_value, change, change_p, change_q, is_significant, status
from final
order by period_grain = 'quarter' desc, change_q, metric, scale, dimension, segment
limit 6
