-- Files that left the inbox while something was held or asked, or that could never be read.
with held as (select file_id from ops.volume_holds where accepted_at is null),
final as (
    select file_id, path, source, status = 'loaded' as is_loaded
    from ops.files
    where starts_with(path, 'inbox/')
        and file_id not in (select unnest($present::varchar[]))
        and (
            status in ('rejected', 'unrecognised')
            or (status = 'loaded' and (open_questions > 0 or file_id in (from held)))
        )
)
select * from final order by path
