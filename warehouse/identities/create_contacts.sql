create table if not exists private.contacts (   -- what a contact's row says of the person, whatever its version
    source varchar not null,
    customer_key varchar not null,
    row_hash varchar not null,
    source_key varchar not null,
    name varchar,
    first_name varchar,
    last_name varchar,
    email varchar,
    phone varchar,
    company varchar,
    website varchar,
    birth_date date,
    country varchar
);
