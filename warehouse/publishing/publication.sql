create table snapshot.ops.publication (
    run_id varchar not null,
    status varchar not null,                -- done, or warned
    published_at timestamptz not null,
    as_of timestamptz not null,
    fingerprint varchar not null,
    config_version varchar not null,
    model_version varchar not null,
    voc_version varchar not null,
    time_zone varchar not null,
    isolated_below double not null,
    trend_above double not null,
    privacy_floor integer not null,
    indicative_below integer not null,
    significant_below double not null
);

create table snapshot.ops.digests (
    relation varchar not null,
    rows bigint not null,
    digest varchar not null
);

comment on table snapshot.ops.publication is 'What the snapshot was made from, and the thresholds it was made with. Grain: one row.';
comment on table snapshot.ops.digests is 'A digest of each table that follows from the data; equal digests, equal rows in any order. Grain: one row per relation.';
