-- The segments that customers belong to now.
select customer_id, dimension, segment from core.customer_segments where valid_to is null
