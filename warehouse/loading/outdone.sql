-- A version that is too old to be kept is a version all the same: what is older than it is left out.
create or replace temp table newest_aged as     -- of the file being loaded
select record_key as record_id, version_at, line, version_of(version_at, $delivered_at, $path, line) as version
from incoming_aged_records
qualify row_number() over (partition by record_key order by version desc) = 1;

create or replace temp table aged as            -- as long as the period holds under which it was too old
select record_id, version from newest_aged
union all
select record_id, version_of(version_at, delivered_at, path, line)
from ops.aged_versions aged_versions
join ops.files using (file_id)
where aged_versions.source = $source and since <= $since;

create or replace temp table told as            -- a row that the file repeats counts where it stands last
select record_id, max(version_of(version_at, $delivered_at, $path, line)) as version
from settled semi join aged using (record_id)
group by record_id;

create or replace temp table outdone as
select distinct record_id
from told
join aged using (record_id)
where outdoes(aged.version, told.version, $latest);

insert into incoming_rejects by name
select line, $reason as reason from settled where record_id in (from outdone);

delete from settled where record_id in (from outdone);

create or replace temp table outdoing as        -- what is known, and older than a version that is too old
select record_id, known.version_at, aged.version
from core.records known
join ops.files files using (file_id)
join aged using (record_id)
where file_id <> $file_id
    and outdoes(aged.version, version_of(known.version_at, delivered_at, path, known.line), $latest);

-- What says the same again is no duplicate then: it is newer than the version that came in between.
update settled set outcome = 'replaces'
where is_latest and outcome = 'duplicate' and record_id in (select record_id from outdoing);
