-- Of whom a dimension says nothing is in its 'unknown', as long as it says something of anybody.
insert into core.customer_segments by name
with dimensions as (
    select distinct dimension from core.customer_segments where segment <> 'unknown'
),
final as (
    select customer_id, dimension, 'unknown' as segment
    from core.customers
    cross join dimensions
    anti join core.customer_segments using (customer_id, dimension)
)
select * from final;
