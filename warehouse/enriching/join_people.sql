create or replace temp table customer_keys as
select key as customer_key, customer_id from customers_of_keys order by customer_key;

update core.feedback
set customer_id = keys.customer_id
from customer_keys keys
where feedback.speaker_key = keys.customer_key and feedback.customer_id is distinct from keys.customer_id;

update core.survey_answers
set customer_id = feedback.customer_id
from core.feedback
where survey_answers.feedback_id = feedback.feedback_id
    and survey_answers.customer_id is distinct from feedback.customer_id;
