select
    feedback_id, source, language, sentiment, sentiment_score, sentiment_confidence, rating, rating_min, rating_max,
    question,
    nullif(concat_ws('. ', title, text), '') as text
from core.feedback
where feedback_id = $feedback_id
