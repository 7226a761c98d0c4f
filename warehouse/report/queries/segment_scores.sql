-- The scores of each dimension's largest segments; segments counts all of them.
with scores as (select * from report.kpi where period_grain = 'all' and dimension <> 'all'),
sizes as (
    select dimension, segment, max(customers) as segment_customers
    from scores
    group by dimension, segment
),
ranked as (
    select *,
           row_number() over (partition by dimension order by segment_customers desc, segment) as place,
           count(*) over (partition by dimension) as segments
    from sizes
),
final as (
    select
        dimension, segment, segment_customers, segments, place,
        metric, scale, responses, customers, value, ci_low, ci_high, status
    from ranked
    join scores using (dimension, segment)
    where place <= $largest
)
select * from final
order by dimension, place, list_position(['nps', 'csat', 'ces', 'rating'], metric) nulls last, scale
