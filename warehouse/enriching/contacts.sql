-- The contacts of every source that keeps profiles, each in the version in force.
delete from core.contacts;

insert into core.contacts by name
with current as (
    select
        customers.source,
        customers.customer_key as contact_key,
        records.row_hash,
        coalesce(records.version_at, customers.valid_from, files.delivered_at) as changed_at,
        customers.attributes
    from core.customer_records customers
    join core.records records using (record_id)
    join ops.files files on files.file_id = records.file_id
    qualify row_number() over (
        partition by customers.source, customers.customer_key
        order by
            customers.valid_from desc nulls last,
            records.version_at desc nulls last,
            customers.file_id = records.file_id desc,
            files.delivered_at desc,
            files.path desc,
            records.line desc
    ) = 1
),
final as (
    select source, contact_key, customer_id, row_hash, changed_at, attributes
    from current
    join customer_keys keys on keys.customer_key = current.contact_key
)
select * from final;
