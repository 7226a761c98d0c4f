-- The scores of each dimension's largest segments by place, after everybody's at place 0; segments counts all of them.
with scores as (select * from report.kpi where period_grain = 'all'),
spoken as (
    select dimension, segment, count(distinct coalesce(customer_id, author_id, feedback_id)) as segment_customers
    from core.feedback_segments
    join core.feedback using (feedback_id)
    group by dimension, segment
),
sizes as (
    select dimension, segment, segment_customers
    from spoken
    semi join scores using (dimension, segment)
),
ranked as (
    select *,
           row_number() over (partition by dimension order by segment_customers desc, segment) as place,
           count(*) over (partition by dimension) as segments
    from sizes
    where dimension <> 'all'
),
largest as (select * from ranked where place <= $largest),
beside as (
    select distinct r.dimension as shown_in, e.dimension, e.segment, e.segment_customers, 0 as place, r.segments
    from ranked r
    cross join sizes e
    where e.dimension = 'all'
),
listed as (
    select shown_in, dimension, segment, segment_customers, place, segments from beside
    union all
    select dimension as shown_in, dimension, segment, segment_customers, place, segments from largest
),
final as (
    select
        l.shown_in as dimension, if(l.place = 0, 'everybody', l.segment) as segment,
        l.segment_customers, l.segments, l.place,
        s.metric, s.scale, s.responses, s.customers, s.value, s.ci_low, s.ci_high, s.status
    from listed l
    join scores s on s.dimension = l.dimension and s.segment = l.segment
)
select * from final
order by dimension, place, list_position(['nps', 'csat', 'ces', 'rating'], metric) nulls last, scale
