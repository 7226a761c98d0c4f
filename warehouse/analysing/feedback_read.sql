select n.number as feedback_id, f.language, f.sentiment_score
from core.feedback f
join numbered_feedback n using (feedback_id)
