delete from core.customer_keys;

insert into core.customer_keys
select key as customer_key, customer_id from customers_of_keys order by customer_key;

delete from core.identity_links;

insert into core.identity_links by name
select
    links.* replace (map_from_entries(evidence) as evidence),
    of_left.customer_id as left_customer_id,
    of_right.customer_id as right_customer_id
from links
join core.customer_keys of_left on of_left.customer_key = links.left_key
join core.customer_keys of_right on of_right.customer_key = links.right_key;

update core.feedback
set customer_id = keys.customer_id
from core.customer_keys keys
where feedback.speaker_key = keys.customer_key and feedback.customer_id is distinct from keys.customer_id;

update core.survey_answers
set customer_id = feedback.customer_id
from core.feedback
where survey_answers.feedback_id = feedback.feedback_id
    and survey_answers.customer_id is distinct from feedback.customer_id;
