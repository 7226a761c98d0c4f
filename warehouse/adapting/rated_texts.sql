-- Feedback in words that carries a score, the latest of each language.
select *, concat_ws('. ', title, text) as said
from core.feedback
where language is not null
    and coalesce(title, text) is not null
    and (rating_unit is not null or feedback_id in (select feedback_id from core.survey_answers))
qualify row_number() over (partition by language order by created_at desc nulls last, feedback_id) <= $most_texts
