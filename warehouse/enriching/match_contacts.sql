-- Whom each contact was with.
update core.contacted
set customer_id = keys.customer_id
from core.customer_keys keys
where keys.customer_key = contacted.customer_key
    and contacted.customer_id is distinct from keys.customer_id;
