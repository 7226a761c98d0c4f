-- A version that is too old to be kept is a version all the same: what is older than it does not count.
create or replace temp table newest_aged as     -- of the file being loaded
select record_key as record_id, version_at, line
from incoming_aged_records
qualify row_number() over (partition by record_key order by version_at desc nulls last, line desc) = 1;

create or replace temp table outdone as
with aged as (
    select record_id, version_at, $delivered_at as delivered_at, $path as path, line from newest_aged
    union all
    select record_id, version_at, delivered_at, path, line
    from ops.aged_versions
    join ops.files using (file_id)
    where file_id <> $file_id
),
told as (                   -- a row that the file repeats counts where it stands last
    select record_id, row_hash, any_value(version_at) as version_at, max(line) as line
    from settled semi join aged using (record_id)
    group by record_id, row_hash
),
final as (
    select distinct told.record_id, told.row_hash
    from told
    join aged using (record_id)
    where (coalesce(aged.version_at, '-infinity'), aged.delivered_at, aged.path, aged.line)
        > (coalesce(told.version_at, '-infinity'), $delivered_at, $path, told.line)
        and aged.delivered_at <= $latest
)
select * from final;

update settled set outcome = 'duplicate'
where (record_id, row_hash) in (select (record_id, row_hash) from outdone);
