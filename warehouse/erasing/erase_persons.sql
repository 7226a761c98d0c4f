-- What is kept of a person beside their records. Whose a rejected line was can only be told from its file: of files
-- that are gone, nothing is shown any more.
update ops.rejects set raw = null where raw is not null and file_id not in (select file_id from files_at_hand);

delete from core.profile_sightings
where version_id in (
    select version_id from core.customer_records where customer_key in (select key from erased_keys)
);
delete from core.customer_records where customer_key in (select key from erased_keys);
delete from core.likeness
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);
delete from core.identity_links
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);
delete from core.contacts where contact_key in (select key from erased_keys);
delete from core.customer_segments where customer_id in (select key from erased_keys);
delete from core.customer_accounts where customer_id in (select key from erased_keys);
delete from core.customers where customer_id in (select key from erased_keys);
delete from core.customer_keys where customer_key in (select key from erased_keys);
