-- Files that a held one may have kept from telling something: of its source, those loaded after it, and those of
-- whose records some were replaced.
with kept as (select file_id, count(*) as records from core.records group by file_id),
held as (select source, load_order from ops.files where file_id = $file_id),
final as (
    select file_id, path
    from ops.files files
    join held using (source)
    left join kept using (file_id)
    where status = 'loaded'
        and file_id <> $file_id
        and (files.load_order > held.load_order or loaded <> coalesce(records, 0))
)
select * from final order by path
