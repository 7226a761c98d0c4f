-- Who is on file: one row per contact of a CRM, in its current version.

create table core.contacts (
    source varchar not null,
    contact_key varchar not null,           -- the pseudonym of the source's own key
    customer_id varchar not null,
    row_hash varchar not null,              -- of the row in force; private.contacts has its details under it
    changed_at timestamptz not null,
    attributes map(varchar, varchar) not null
);

-- Files of customers that are still in the inbox are loaded anew: what they tell of contacts was not kept.
update ops.files set description_version = '' where file_id in (select file_id from core.customer_records);
