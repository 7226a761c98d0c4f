-- All keys of the persons behind some keys: those joined to them, and those that their own records name.
with customers as (
    select customer_id from core.customer_keys where customer_key in (select key from asked)
),
joined as (
    select customer_key as key from core.customer_keys where customer_id in (from customers)
    union
    select key from asked
),
unjoined as (               -- loaded, but no run has looked at them yet
    select if(left_key in (select key from joined), right_key, left_key) as key
    from core.delivered_links
    where (left_key in (select key from joined)) <> (right_key in (select key from joined))
),
final as (
    select key from joined
    union
    select key from unjoined where key not in (select customer_key from core.customer_keys)
)
select key from final order by key
