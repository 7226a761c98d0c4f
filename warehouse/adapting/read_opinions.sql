-- What persons have read, in the words of the opinion that they read.
select
    opinions.feedback_id,
    opinions.aspect,
    opinions.quote,
    concat_ws('. ', feedback.title, feedback.text) as said,
    readings.polarity,
    feedback.language,
    opinions.speaker,
    opinions.created_at
from core.readings
join core.opinions using (opinion_id)
join core.feedback on feedback.feedback_id = opinions.feedback_id
where opinions.quote is not null and feedback.language is not null
