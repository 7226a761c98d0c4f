-- The source's key of the company of each key of a customer, as last known.
select
    customer_key,
    last(account_key order by valid_from nulls first, files.delivered_at, files.path, customers.line) as account_key,
    any_value(customers.source order by customers.source) as source
from core.customer_records customers
join ops.files files using (file_id)
where account_key is not null
group by customer_key
order by customer_key
