insert into core.feedback by name
select
    winners.record_id as feedback_id,
    $source as source,
    $channel as channel,
    coalesce(feedback.is_public, $is_public) as is_public,
    created_at is null or created_at between $earliest and $latest as is_created_at_credible,
    feedback.* exclude (line, is_public),
    $file_id as file_id
from incoming_feedback feedback
join winners using (line);
