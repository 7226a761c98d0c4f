-- Files that a held one may have kept from telling something: of its source, those loaded after it, those of whose
-- records some were replaced, and those of which something was left out for a version that was too old.
with kept as (select file_id, count(*) as records from core.records group by file_id),
held as (select source, load_order from ops.files where file_id = $file_id),
final as (
    select file_id, path
    from ops.files files
    join held using (source)
    left join kept using (file_id)
    where status = 'loaded'
        and file_id <> $file_id
        and (
            files.load_order > held.load_order
            or loaded <> coalesce(records, 0)
            or file_id in (select file_id from ops.rejects where starts_with(reason, $outdone))
        )
)
select * from final order by path
