-- Every pseudonym of a person, and every feedback, that the tables know.
select speaker_key as key from core.feedback
union
select customer_id from core.feedback
union
select customer_key from core.customer_records
union
select customer_key from core.invitations
union
select customer_key from core.contacted
union
select customer_key from core.deals
union
select left_key from core.delivered_links
union
select right_key from core.delivered_links
union
select left_key from core.identity_decisions
union
select right_key from core.identity_decisions
union
select customer_key from core.customer_keys
union
select contact_key from core.contacts
union
select customer_key from private.identities
union
select customer_key from private.contacts
