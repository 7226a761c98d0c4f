delete from private.identities where customer_key in (select key from erased_keys);
delete from private.contacts where customer_key in (select key from erased_keys);
