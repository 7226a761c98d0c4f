-- Files of the inbox that are still being written, by their names, for more than a day; the same ones are told once.
with found as (select unnest(getvariable('unfinished')) as path),
left_there as (
    select
        count(*) as figure,
        string_agg(path, ', ' order by path) || ' ' || getvariable('unfinished_remedy') as message
    from found
    having count(*) > 0
),
told as (
    select message
    from ops.audits
    join ops.runs using (run_id)
    where audit = 'files_unfinished'
        and run_id <> getvariable('run_id')
        and runs.status in ('done', 'warned', 'unchanged')
),
final as (select 'warned' as status, figure, message from left_there where message not in (from told))
select * from final
