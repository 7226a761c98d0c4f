-- What the file told that is too old; not where it tells a newer version itself.
insert into ops.aged_versions by name
select record_id, version_at, line, $source as source, $file_id as file_id, $since as since
from newest_aged
where not exists (from told where told.record_id = newest_aged.record_id and told.version > newest_aged.version)
    and (record_id, line) not in (select (record_id, line) from ops.aged_versions where file_id = $file_id);

-- A file that came later may have told the version before it again, as a duplicate: it is loaded anew.
update ops.files
set description_version = ''
where source = $source
    and status = 'loaded'
    and duplicate > 0
    and file_id <> $file_id
    and (delivered_at, path) > ($delivered_at, $path)
    and exists (
        from outdoing
        join newest_aged using (record_id, version)
        where outdoing.version_at is not distinct from newest_aged.version_at
    );
