-- A run that began before one of the seven before it: the clock is wrong now, or it was then.
-- A file from the future: the clock of the machine that wrote it is wrong, or this one's.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        'this machine says ' || strftime(any_value(this.started_at), '%Y-%m-%d %H:%M')
            || ', but an earlier run was on ' || strftime(max(earlier.started_at), '%Y-%m-%d %H:%M')
            || ' (UTC): set its clock' as message
    from ops.runs this
    join ops.runs earlier
        on earlier.started_at > this.started_at + interval 5 minutes and earlier.rowid >= this.rowid - 7
    where this.run_id = getvariable('run_id')
    having count(*) > 0
    union all
    select
        'warned',
        1,
        path || ' was last changed on ' || strftime(delivered_at, '%Y-%m-%d') || ', but this machine says '
            || strftime(started_at, '%Y-%m-%d') || ' (UTC): set the clock of the machine that writes it, or this one''s'
    from ops.files
    join ops.runs this on this.run_id = getvariable('run_id')
    where delivered_at > started_at + interval 1 day and list_contains(getvariable('news'), file_id)
)
select * from final
