-- The significant changes into a period that is complete, the latest and most certain first; and how many were tested.
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
final as (
    select
        metric, scale, period_grain, period_start, dimension, segment, responses, customers, value, ci_low, ci_high,
        promoters, passives, detractors, top_box_count, middle_box_count, bottom_box_count,
        previous_value, change, change_p, change_q, is_significant, status
    from latest
    where is_significant
    order by period_grain = 'quarter' desc, dimension = 'all' desc, change_q, metric, scale, dimension, segment
    limit 5
)
select * from final
