-- A run that began before an earlier one: the clock is wrong now, or it was then.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        'this machine says ' || strftime(any_value(this.started_at), '%Y-%m-%d %H:%M')
            || ', but an earlier run was on ' || strftime(max(earlier.started_at), '%Y-%m-%d %H:%M')
            || ' (UTC): set its clock' as message
    from ops.runs this
    join ops.runs earlier on earlier.started_at > this.started_at + interval 5 minutes
    where this.run_id = getvariable('run_id')
    having count(*) > 0
)
select * from final
