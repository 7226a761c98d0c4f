-- A published share lies between 0 and 1, an NPS between -100 and 100, an interval around its value.
with final as (
    select
        'failed' as status,
        count(*) as figure,
        'report.kpi has ' || count(*) || ' values outside their range or their interval' as message
    from report.kpi
    where (metric = 'nps' and value not between -100 and 100)
        or (metric in ('csat', 'ces') and value not between 0 and 1)
        or ci_low > ci_high
        or weighted_low > weighted_high
        or (metric = 'nps' and weighted_value not between -100 and 100)
        or (metric in ('csat', 'ces') and weighted_value not between 0 and 1)
    having count(*) > 0
)
select * from final
