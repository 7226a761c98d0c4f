-- The last twelve months of each source, by the side of what was said; medians are of months and cannot be summed.
with latest as (select max(period_start) as last_month from report.replies),
recent as (
    select replies.*
    from report.replies
    cross join latest
    where period_start > last_month - interval 12 month
),
counted as (
    select source, side, sum(feedback)::bigint as feedback, sum(replied)::bigint as replied,
           sum(share_in_time * decided) / sum(decided) filter (share_in_time is not null) as share_in_time,
           min(median_hours_to_reply) as hours_low, max(median_hours_to_reply) as hours_high
    from recent
    group by source, side
),
final as (
    select *, replied / feedback as reply_rate,
           wilson_low(replied, feedback) as reply_rate_low, wilson_high(replied, feedback) as reply_rate_high
    from counted
)
select * from final
order by
    sum(feedback) over (partition by source) desc, source,
    list_position(['all', 'complaint', 'praise', 'neither'], side)
limit $shown
