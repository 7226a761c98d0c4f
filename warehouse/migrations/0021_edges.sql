-- What is still asked of a file. The table is made anew, not altered: DuckDB cannot replay the alteration of a table
-- with a check after a kill.
create temp table files_before as from ops.files;
drop table ops.files;
create table ops.files (
    file_id varchar not null primary key,   -- first 16 hex digits of the SHA-256
    path varchar not null,                  -- below the project where possible
    sha256 varchar not null,
    source varchar,                         -- null while no description recognises it
    description_version varchar not null,   -- of the description, or of the catalogue that did not know it
    bytes bigint not null,
    delivered_at timestamptz not null,
    load_order bigint not null,             -- decides between versions of a record that carry no time
    lines bigint not null,
    loaded bigint not null,
    rejected bigint not null,
    duplicate bigint not null,
    status varchar not null,                -- loaded, rejected, unrecognised
    message varchar,
    run_id varchar not null,
    open_questions bigint default 0,
    check (lines = loaded + rejected + duplicate)
);
insert into ops.files by name
select
    *,
    if(status = 'loaded' and message is not null,
       (length(message) - length(replace(message, 'Write in voc.toml', ''))) // 17, 0) as open_questions
from files_before;
drop table files_before;
