-- A customer's segments in two dimensions as one, over the periods in which both stayed the same.
insert into core.customer_segments by name
with known as (
    select customer_id, dimension, segment, coalesce(valid_from, '-infinity') as valid_from
    from core.customer_segments
    where dimension in ($first, $second)
),
starts as (
    select
        customer_id,
        valid_from,
        max(segment) filter (dimension = $first) as first_starts,
        max(segment) filter (dimension = $second) as second_starts
    from known
    where (select count(distinct dimension) from known) = 2
    group by customer_id, valid_from
),
sides as (
    select
        customer_id,
        valid_from,
        coalesce(last_value(first_starts ignore nulls) over so_far, 'unknown') as first_segment,
        coalesce(last_value(second_starts ignore nulls) over so_far, 'unknown') as second_segment
    from starts
    window so_far as (partition by customer_id order by valid_from)
),
changed as (
    select
        customer_id,
        valid_from,
        if('unknown' in (first_segment, second_segment), 'unknown', first_segment || ' x ' || second_segment) as segment
    from sides
    qualify segment is distinct from lag(segment) over (partition by customer_id order by valid_from)
),
final as (
    select
        customer_id,
        $dimension as dimension,
        segment,
        nullif(valid_from, '-infinity') as valid_from,
        lead(valid_from) over (partition by customer_id order by valid_from) as valid_to
    from changed
)
select * from final;
