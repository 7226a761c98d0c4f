insert into core.survey_answers by name
select
    winners.record_id || ':' || survey || ':' || metric as answer_id,
    winners.record_id as feedback_id,
    answers.* exclude (line),
    feedback.created_at as answered_at,
    $file_id as file_id
from incoming_survey_answers answers
join winners using (line)
join incoming_feedback feedback using (line);
