select
    feedback_id,
    declared_language,
    nullif(concat_ws('. ', title, text), '') as text,
    -- characters before the text: of the title and what joins them; all of them where there is no text
    if(title is null, 0, length(title) + 2) as text_starts
from core.feedback
where model_version is distinct from $model_version
order by feedback_id
limit $chunk
