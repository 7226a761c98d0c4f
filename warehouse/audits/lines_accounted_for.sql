-- Every line of every file is loaded, rejected or a duplicate, and every rejected line has its reason.
with reasons as (select file_id, count(distinct line) as lines from ops.rejects group by file_id),
final as (
    select
        'failed' as status,
        files.lines - files.loaded - files.rejected - files.duplicate as figure,
        files.path || ': ' || files.lines || ' lines, but ' || files.loaded || ' loaded + ' || files.rejected
            || ' rejected + ' || files.duplicate || ' duplicate, ' || coalesce(reasons.lines, 0)
            || ' with a reason' as message
    from ops.files files
    left join reasons using (file_id)
    where files.lines <> files.loaded + files.rejected + files.duplicate
        or (files.status = 'loaded' and files.rejected <> coalesce(reasons.lines, 0))
)
select * from final
