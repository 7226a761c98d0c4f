-- Everything that the file tells of persons, superseded versions too: an old address still tells who somebody is.
-- A file that is loaded anew tells it anew.
delete from private.identities where file_id = $file_id;

insert into private.identities by name
with arrived as (select distinct * exclude (line) from incoming_identities),
final as (
    select arrived.*, $source as source, $file_id as file_id
    from arrived
    where not exists (
        from private.identities known
        where known.customer_key = arrived.customer_key
            and known.source = $source
            and known.name is not distinct from arrived.name
            and known.first_name is not distinct from arrived.first_name
            and known.last_name is not distinct from arrived.last_name
            and known.email is not distinct from arrived.email
            and known.phone is not distinct from arrived.phone
            and known.company is not distinct from arrived.company
            and known.website is not distinct from arrived.website
            and known.birth_date is not distinct from arrived.birth_date
            and known.country is not distinct from arrived.country
    )
)
select * from final
