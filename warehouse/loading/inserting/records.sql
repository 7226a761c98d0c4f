-- The records that win: one line each.
create or replace temp view winners as
select line, record_id, row_hash, version_at from settled where outcome <> 'duplicate';

insert into core.records by name
select record_id, $source as source, $file_id as file_id, line, row_hash, version_at from winners;
