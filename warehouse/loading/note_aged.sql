-- Which versions that are too old are the newest of their records, now that the file is loaded.
delete from ops.aged_versions
where record_id in (select record_id from settled where outcome <> 'duplicate');

create or replace temp table outdoing as
with known as (
    select record_id, version_at, delivered_at, path
    from (
        select record_id, version_at, file_id from core.records
        union all
        select record_id, version_at, file_id from ops.aged_versions
    )
    join ops.files using (file_id)
    where file_id <> $file_id
),
final as (
    select *
    from newest_aged
    where record_id not in (select record_id from settled where outcome <> 'duplicate')
        and not exists (
            from known
            where known.record_id = newest_aged.record_id
                and (coalesce(known.version_at, '-infinity'), known.delivered_at, known.path)
                    > (coalesce(newest_aged.version_at, '-infinity'), $delivered_at, $path)
                and known.delivered_at <= $latest
        )
)
select * from final;

delete from ops.aged_versions where record_id in (select record_id from outdoing);

insert into ops.aged_versions by name select *, $source as source, $file_id as file_id from outdoing;
