-- What was said, by the segments of two dimensions as one; left out where nobody is known in both.
insert into core.feedback_segments by name
with both_ways as (
    select
        feedback_id,
        if('unknown' in (one.segment, other.segment), 'unknown', one.segment || ' x ' || other.segment) as segment
    from core.feedback_segments one
    join core.feedback_segments other using (feedback_id)
    where one.dimension = $first and other.dimension = $second
),
final as (
    select feedback_id, $dimension as dimension, segment
    from both_ways
    where exists (from both_ways where segment <> 'unknown')
)
select * from final;
