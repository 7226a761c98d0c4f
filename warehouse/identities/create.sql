create table if not exists private.identities (
    customer_key varchar not null,          -- the pseudonym, as core tables know it
    namespace varchar not null,             -- which system numbers customers so
    source_key varchar not null,            -- the source's own key
    name varchar,
    email varchar,
    phone varchar,
    company varchar,
    source varchar not null,
    file_id varchar not null
);
alter table private.identities add column if not exists first_name varchar;
alter table private.identities add column if not exists last_name varchar;
alter table private.identities add column if not exists website varchar;
alter table private.identities add column if not exists birth_date date;
alter table private.identities add column if not exists country varchar;
