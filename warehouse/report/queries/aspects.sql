-- Opinions per aspect, and what they were read from.
with origins as (
    select aspect, origin, count(*) as opinions
    from core.opinions
    group by aspect, origin
),
named as (
    select aspect, list(origin order by opinions desc, origin) as origins
    from origins
    group by aspect
),
final as (
    select a.*, coalesce(named.origins, []) as origins
    from report.aspects a
    left join named using (aspect)
    where period_grain = 'all' and dimension = 'all'
)
select * from final
order by aspect = 'overall' desc, opinions desc, aspect
limit 200
