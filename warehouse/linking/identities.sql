-- What is known of the persons behind the keys under which something is kept, and of those who use an address.
select
    customer_key, name, first_name, last_name, email, phone, company, website, birth_date, country,
    bool_or(namespace = 'email') as is_address
from private.identities
where namespace = 'email' or customer_key in (select key from keys)
group by all
order by all
