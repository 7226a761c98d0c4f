-- Every attribute that a source tells of a customer; later deliveries have a higher order.
select
    keys.customer_id,
    entry.key as attribute,
    entry.value as value,
    valid_from,
    files.load_order * 1000000000 + records.line as "order"
from (
    select record_id, customer_key, valid_from, unnest(map_entries(attributes)) as entry, file_id
    from core.customer_records
) told
join customer_keys keys using (customer_key)
join core.records records using (record_id)
join ops.files files on files.file_id = told.file_id
