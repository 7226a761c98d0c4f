select key, bool_or(is_person) as is_person
from (
    select speaker_key as key, false as is_person from core.feedback where speaker_key is not null
    union all
    select customer_key as key, true as is_person from core.customer_records where not is_account
    union all
    select customer_key as key, false as is_person from core.invitations where customer_key is not null
    union all
    select customer_key as key, false as is_person from core.contacted
    union all
    select customer_key as key, false as is_person from core.deals where customer_key is not null
)
group by key
