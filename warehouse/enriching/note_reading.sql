update core.feedback
set
    language = reading.language,
    sentiment = reading.sentiment,
    sentiment_score = reading.sentiment_score,
    sentiment_confidence = reading.sentiment_confidence,
    model_version = reading.model_version
from reading
where feedback.feedback_id = reading.feedback_id;
