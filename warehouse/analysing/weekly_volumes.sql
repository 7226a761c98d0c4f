-- How many customers take a side on each aspect in a week of the last year, weeks of silence included.
with spoken as (
    select aspect, speaker, floor(date_diff('second', created_at, $as_of) / (7 * 86400)) as weeks_ago
    from core.stances
    where polarity <> 0 and created_at <= $as_of and created_at > $as_of - interval 364 days
),
weeks as (select unnest(range(52)) as weeks_ago),
counted as (
    select aspect, weeks_ago, count(distinct speaker) as customers from spoken group by aspect, weeks_ago
),
yearly as (select aspect, count(distinct speaker) as customers from spoken group by aspect),
final as (
    select y.aspect, median(coalesce(c.customers, 0)) as weekly_customers, y.customers
    from yearly y
    cross join weeks w
    left join counted c on c.aspect = y.aspect and c.weeks_ago = w.weeks_ago
    group by y.aspect, y.customers
)
select * from final order by customers desc, aspect
