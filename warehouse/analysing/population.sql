-- How many customers were in each segment at the end of each period, as far as the data reaches. Who left before
-- is not counted where only active ones are; who is inactive now, and nobody knows since when, is not either.
with ends as (
    select
        period_grain,
        period_start,
        least(
            $as_of::timestamptz + interval 1 microsecond,
            case period_grain
                when 'month' then (period_start + interval 1 month) at time zone $time_zone
                when 'quarter' then (period_start + interval 3 month) at time zone $time_zone
                else 'infinity'::timestamptz
            end
        ) as ends_before
    from periods
),
members as (
    select customer_id, customer_since, if(coalesce(is_active, false), null, churned_at) as left_at
    from core.customers
    where not $is_active_only or coalesce(is_active, true) or churned_at is not null
),
placed as (
    select
        customer_id,
        dimension as margin,
        segment,
        greatest(
            coalesce(valid_from, '-infinity'),
            coalesce(customer_since, '-infinity')
        ) as since,
        least(
            coalesce(valid_to, 'infinity'),
            if($is_active_only, coalesce(left_at, 'infinity'), 'infinity'::timestamptz)
        ) as until
    from core.customer_segments
    join members using (customer_id)
    where segment <> 'unknown' and list_contains($margins, dimension)
),
changes as (               -- who comes into a segment and who leaves it, by the first end of a period after it
    select margin, segment, ends_before, sum(change) as change
    from (
        select margin, segment, since as at, 1 as change from placed where since < until
        union all
        select margin, segment, until as at, -1 as change from placed where since < until
    ) moves
    asof join (select distinct ends_before from ends) ends on moves.at < ends.ends_before
    group by margin, segment, ends_before
),
standing as (
    select
        margin,
        segment,
        ends_before,
        sum(coalesce(change, 0)) over (partition by margin, segment order by ends_before) as customers
    from (select distinct margin, segment from changes)
    cross join (select distinct ends_before from ends)
    left join changes using (margin, segment, ends_before)
),
final as (
    select period_grain, period_start, margin, segment, customers
    from ends
    join standing using (ends_before)
    where customers > 0
)
select * from final
