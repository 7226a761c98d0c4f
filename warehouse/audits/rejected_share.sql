-- A new file of which more lines than the project tolerates could not be loaded; what its source leaves out is no fault,
-- nor is what must not be kept.
with left_out as (
    select file_id, count(distinct line) as lines
    from ops.rejects
    where starts_with(reason, getvariable('left_out')) or reason = 'belongs to a person who was erased'
    group by file_id
),
counted as (
    select files.path, files.lines, files.rejected - coalesce(left_out.lines, 0) as rejected
    from ops.files
    left join left_out using (file_id)
    where files.status = 'loaded' and list_contains(getvariable('news'), file_id)
),
final as (
    select
        'warned' as status,
        rejected / lines as figure,
        path || ': ' || rejected || ' of ' || lines || ' lines rejected; the reasons are in ops.rejects' as message
    from counted
    where lines > 0 and rejected / lines > getvariable('rejected_share_warned')
)
select * from final
