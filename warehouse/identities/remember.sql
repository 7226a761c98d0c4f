insert into private.identities by name
with arrived as (
    select distinct customer_key, namespace, source_key, name, email, phone, company
    from incoming_identities
    join settled using (line)
    where outcome <> 'duplicate'
),
final as (
    select arrived.*, $source as source, $file_id as file_id
    from arrived
    where not exists (
        from private.identities known
        where known.customer_key = arrived.customer_key
            and known.source = $source
            and known.name is not distinct from arrived.name
            and known.email is not distinct from arrived.email
            and known.phone is not distinct from arrived.phone
            and known.company is not distinct from arrived.company
    )
)
select * from final
