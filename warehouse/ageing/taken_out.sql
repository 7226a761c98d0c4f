-- By source, how many records went, and how many files were written anew without them.
with records as (
    select source, count(*) as records from taken_out join ops.files using (file_id) group by source
),
files as (
    select source, count(*) as files from written_anew join ops.files using (file_id) group by source
),
final as (
    select source, coalesce(records, 0) as records, coalesce(files, 0) as files
    from records
    full join files using (source)
)
select * from final order by source
