select aspect, pole, polarity, is_mixed, origin, confidence, quote
from core.opinions
where feedback_id = $feedback_id
order by origin = 'text', span_start nulls first, opinion_id
