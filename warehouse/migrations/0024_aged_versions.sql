-- Of each file, which versions of records it told that were too old to be kept, and under which period: what an
-- earlier table noted did not say until when it holds, and is let go.
drop table if exists ops.aged_versions;
create table ops.aged_versions (
    record_id varchar not null,
    source varchar not null,
    file_id varchar not null,               -- that told it: its delivery decides between versions without a time
    line bigint not null,
    version_at timestamptz,                 -- as in core.records
    since timestamptz not null              -- from when on records were kept when it was too old
);
