-- The segments that surely tell ideal customers from others: the strongest, by effect, and how many there are.
with telling as (
    select *
    from report.ideal_customer
    where
        effect <> 0
        and coalesce(effect_low > 0 or effect_high < 0, is_declared)
        and status = 'published'
        and segment <> 'unknown'
),
final as (
    select
        dimension, segment, effect, effect_low, effect_high, customers, share_of_customers, share_of_ideal,
        count(*) over () as segments
    from telling
    order by abs(effect) desc, dimension, segment
    limit $shown
)
select * from final order by effect desc, dimension, segment
