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

comment on column snapshot.ops.publication.run_id is 'The run that published, in ops.runs [identifier]';
comment on column snapshot.ops.publication.status is 'done, or warned where an audit has findings [text]';
comment on column snapshot.ops.publication.published_at is 'When it was published [UTC time]';
comment on column snapshot.ops.publication.as_of is 'Up to when the data goes [UTC time]';
comment on column snapshot.ops.publication.fingerprint is 'Of all that the tables follow from; the same gives the same tables [SHA-256]';
comment on column snapshot.ops.publication.config_version is 'Of the settings [digest]';
comment on column snapshot.ops.publication.model_version is 'Of all models and word lists that read the texts [text]';
comment on column snapshot.ops.publication.voc_version is 'Of the program [text]';
comment on column snapshot.ops.publication.time_zone is 'In which days and months are cut [IANA name]';
comment on column snapshot.ops.publication.isolated_below is 'The upper bound of a share must be below it to be isolated [share, 0 to 1]';
comment on column snapshot.ops.publication.trend_above is 'The lower bound of a share must be above it to be a trend [share, 0 to 1]';
comment on column snapshot.ops.publication.privacy_floor is 'Fewer customers than this are suppressed [count]';
comment on column snapshot.ops.publication.indicative_below is 'Figures of fewer answers than this are only indicative [count]';
comment on column snapshot.ops.publication.significant_below is 'A change whose q-value is below it is significant [0 to 1]';
comment on column snapshot.ops.digests.relation is 'The table, as schema.name [text]';
comment on column snapshot.ops.digests.rows is 'How many it has [count]';
comment on column snapshot.ops.digests.digest is 'Of its rows, in whatever order [text]';
