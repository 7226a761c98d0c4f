-- What customers were before: every version of a profile is kept, and holds from its own time.

alter table core.customer_records add column version_id varchar;    -- whose, when and what it says
alter table core.customer_records add column profile_id varchar;    -- what its versions follow each other in
alter table core.customer_records add column history varchar;       -- stated, version, delivery: where its time is from
alter table core.customer_records add column line bigint;

-- What was loaded before has one version a record; since when it holds is told as far as that is known.
update core.customer_records
set
    version_id = substr(md5(customer_records.record_id || ':' || attributes::varchar), 1, 24),
    profile_id = customer_records.record_id,
    history = case
        when valid_from is not null then 'stated'
        when records.version_at is not null then 'version'
        else 'delivery'
    end,
    valid_from = coalesce(valid_from, records.version_at),
    line = records.line
from core.records
where records.record_id = customer_records.record_id;

create table core.profile_sightings (       -- which files say the same of a customer, where only a file has a time
    version_id varchar not null,
    file_id varchar not null,
    line bigint not null
);

insert into core.profile_sightings
select version_id, file_id, line from core.customer_records where history = 'delivery';

create table core.merged_segments (         -- small segments that count as part of a larger one
    dimension varchar not null,
    segment varchar not null,               -- as customers would be in without merging
    merged_into varchar not null
);
