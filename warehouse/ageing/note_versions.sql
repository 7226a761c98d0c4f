-- What is taken out for its age was the newest version of its record: no older one is to take its place.
insert into ops.aged_versions by name
select record_id, source, file_id, line, version_at, since
from core.records
join periods using (source)
where is_keyed
    and record_id in (from gone_records)
    and record_id not in (from outdone_records)
    and (record_id, file_id, line) not in (select (record_id, file_id, line) from ops.aged_versions);
