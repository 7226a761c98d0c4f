select
    feedback_id,
    declared_language,
    nullif(concat_ws('. ', title, text), '') as text
from core.feedback
where model_version is distinct from $model_version
order by feedback_id
limit $chunk
