-- Of a record's versions that were too old, the newest suffices, once its file is published and stays for good.
delete from ops.aged_versions
where (record_id, file_id, line) in (
    with told as (
        select
            record_id,
            file_id,
            aged.line,
            version_of(version_at, delivered_at, path, aged.line) as version,
            file_id in (select file_id from ops.usual_volumes) and delivered_at <= $latest as stays
        from ops.aged_versions aged
        join ops.files using (file_id)
    ),
    newest as (select record_id, max(version) as version from told where stays group by record_id)
    select (record_id, file_id, told.line)
    from told
    join newest using (record_id)
    where told.version < newest.version
);
