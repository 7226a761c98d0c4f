select
    feedback_id,
    declared_language,
    question,
    nullif(concat_ws('. ', title, text), '') as text,
    -- characters before the text: of the title and what joins them; all of them where there is no text
    if(title is null, 0, length(title) + 2) as text_starts
from core.feedback
left join (select language, model_version as own_version from own_models) own_models using (language)
where model_version is distinct from coalesce(own_version, $model_version)
order by feedback_id
limit $chunk
