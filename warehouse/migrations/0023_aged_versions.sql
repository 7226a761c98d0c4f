-- Of records that are too old to be kept: which version was the newest, so that no older one takes its place.
create table ops.aged_versions (
    record_id varchar not null,
    source varchar not null,
    file_id varchar not null,               -- that told it: its delivery decides between versions without a time
    line bigint not null,
    version_at timestamptz                  -- as in core.records
);
