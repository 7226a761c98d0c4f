-- Symbolic links of the inbox are not followed; the same ones are told once.
with found as (select unnest(getvariable('links')) as path),
left_there as (
    select
        count(*) as figure,
        string_agg(path, ', ' order by path)
            || ': symbolic links are not followed, and nothing of them is loaded: copy the files themselves into the inbox'
            as message
    from found
    having count(*) > 0
),
told as (
    select message
    from ops.audits
    join ops.runs using (run_id)
    where audit = 'links_left'
        and run_id <> getvariable('run_id')
        and runs.status in ('done', 'warned', 'unchanged')
),
final as (select 'warned' as status, figure, message from left_there where message not in (from told))
select * from final
