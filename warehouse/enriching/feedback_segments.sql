-- The segment a feedback belongs to: as it tells itself, else its customer's at that time, else 'unknown'.
-- Dimensions of which nothing at all is known are left out.
insert into core.feedback_segments by name
with dimensions as (
    select dimension from told_segments where segment <> 'unknown'
    union
    select dimension from core.customer_segments where segment <> 'unknown'
),
periods as (
    select customer_id, dimension, segment, coalesce(valid_from, '-infinity') as valid_from
    from core.customer_segments
),
placed as (
    select
        feedback.feedback_id,
        dimensions.dimension,
        feedback.customer_id,
        coalesce(feedback.created_at, 'infinity') as spoken_at
    from core.feedback feedback
    cross join dimensions
),
of_customers as (
    select placed.feedback_id, placed.dimension, periods.segment
    from placed
    asof left join periods
        on placed.customer_id = periods.customer_id
        and placed.dimension = periods.dimension
        and placed.spoken_at >= periods.valid_from
),
final as (
    select
        of_customers.feedback_id,
        of_customers.dimension,
        coalesce(told_segments.segment, of_customers.segment, 'unknown') as segment
    from of_customers
    left join told_segments using (feedback_id, dimension)
    union all
    select feedback_id, 'all' as dimension, 'all' as segment from core.feedback
)
select * from final;
