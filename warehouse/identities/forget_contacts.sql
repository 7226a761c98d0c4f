-- Rows that are no longer in force: the corrected list does not need them, and nobody else may.
delete from private.contacts contacts
where not exists (
    from core.contacts kept
    where kept.source = contacts.source
        and kept.contact_key = contacts.customer_key
        and kept.row_hash = contacts.row_hash
)
