-- Files that were noted since the last run that published, or by it anew: what is wrong with them is said once.
with published as (
    select max(rowid) as latest
    from ops.runs
    where status in ('done', 'warned') and trigger <> 'ingest'
),
final as (
    select coalesce(list(file_id), []) as news
    from ops.files
    where run_id not in (select run_id from ops.runs join published on ops.runs.rowid <= latest)
)
select * from final
