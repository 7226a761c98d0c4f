-- How sources are delivered: when, how much, with which columns.

create table ops.arrivals (                 -- each time that a file came, the same content again included
    file_id varchar not null,
    delivered_at timestamptz not null
);
insert into ops.arrivals select file_id, delivered_at from ops.files;

create table ops.growing (                  -- files that were still being written, left for the next run
    run_id varchar not null,
    path varchar not null
);

create table ops.source_columns (           -- columns that no description reads, by the file that first had them
    source varchar not null,
    column_name varchar not null,           -- redacted
    file_id varchar not null,
    is_new boolean not null                 -- false: the source's first file had it
);

create table ops.usual_volumes (            -- deliveries that were published: what later ones are compared with
    file_id varchar not null,
    source varchar not null,
    lines bigint not null,
    fresh bigint not null                   -- lines that were no duplicates
);
insert into ops.usual_volumes
select file_id, source, lines, loaded + rejected from ops.files where status = 'loaded';

create table ops.volume_holds (             -- deliveries of unusual volume: publishing waits until they are accepted
    file_id varchar not null,
    source varchar not null,
    lines bigint not null,
    fresh bigint not null,
    usual_lines double not null,
    usual_fresh double not null,
    accepted_at timestamptz,
    accepted_by varchar
);
