-- What rows that are gone told of customers as well.
delete from core.customer_records
where history <> 'delivery'
    and (record_id in (from gone_records) or (file_id, line) in (select (file_id, line) from gone_lines));

create or replace temp table unsighted as
select version_id from core.profile_sightings where (file_id, line) in (select (file_id, line) from gone_lines);
delete from core.profile_sightings where (file_id, line) in (select (file_id, line) from gone_lines);
delete from core.customer_records
where version_id in (from unsighted) and version_id not in (select version_id from core.profile_sightings);
