-- Contacts with what only private.duckdb knows of them, and when anything last happened.
with heard as (
    select
        customer_id,
        count(*) as feedback,
        max(created_at) filter (is_created_at_credible) as heard_at
    from core.feedback
    where customer_id is not null
    group by customer_id
),
final as (
    select
        contacts.source,
        contacts.contact_key,
        contacts.customer_id,
        details.* exclude (source, customer_key, row_hash),
        map_keys(contacts.attributes) as attributes,
        contacts.attributes['consent_to_contact'] as consent,
        contacts.attributes['customer_since'] as customer_since,
        greatest(contacts.changed_at, heard.heard_at, customers.last_purchase_at) as last_at,
        coalesce(heard.feedback, 0) as feedback
    from core.contacts
    join private.contacts details
        on details.source = contacts.source
        and details.customer_key = contacts.contact_key
        and details.row_hash = contacts.row_hash
    left join heard using (customer_id)
    left join core.customers using (customer_id)
)
select * from final
