-- The source's key of the company of each key of a customer, as last known.
select
    customer_key,
    last(account_key order by valid_from nulls first, files.load_order, records.line) as account_key
from core.customer_records
join core.records records using (record_id)
join ops.files files on files.file_id = core.customer_records.file_id
where account_key is not null
group by customer_key
