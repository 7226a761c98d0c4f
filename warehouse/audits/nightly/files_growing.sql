-- Files that somebody was still writing.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        string_agg(path, ', ' order by path) || ' was still being written: left for the next run' as message
    from ops.growing
    where run_id = getvariable('run_id')
    having count(*) > 0
)
select * from final
