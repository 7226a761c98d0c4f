-- The three metrics of everybody, all time, in words.
select
    upper(metric) as metric,
    if(metric = 'nps', printf('%+.0f', value), printf('%.0f %%', 100 * value)) as found,
    if(
        metric = 'nps',
        printf('between %+.0f and %+.0f points, %d answers', ci_low, ci_high, responses),
        printf('between %.0f and %.0f %%, %d answers', 100 * ci_low, 100 * ci_high, responses)
    ) as words
from report.kpi
where period_grain = 'all' and dimension = 'all' and metric in ('nps', 'csat', 'ces')
order by array_position(['nps', 'csat', 'ces'], metric)
