-- The account of a customer's first key under which one is known: a profile's before any other.
delete from core.customer_accounts;

insert into core.customer_accounts by name
with profiles as (select distinct customer_key from core.customer_records),
final as (
    select
        customer_id,
        first(account_id order by customer_key not in (from profiles), customer_key) as account_id
    from accounts
    join core.customer_keys using (customer_key)
    group by customer_id
)
select * from final;
