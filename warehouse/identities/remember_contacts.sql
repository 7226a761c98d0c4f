-- What each row of a profile says of its contact: the corrected list needs the row in force, not all that was ever
-- known. A row that comes again, read differently, is told anew.
create or replace temp table incoming_contacts as
select distinct on (customer_key, row_hash)
    $source as source, row_hash, identities.* exclude (line, namespace)
from incoming_identities identities
join incoming_customer_records using (line, customer_key)
join incoming_records using (line)
order by customer_key, row_hash, line;

delete from private.contacts
using incoming_contacts arrived
where contacts.source = arrived.source
    and contacts.customer_key = arrived.customer_key
    and contacts.row_hash = arrived.row_hash;

insert into private.contacts by name from incoming_contacts;

drop table incoming_contacts;
