select n.number as feedback_id, s.dimension, s.segment
from core.feedback_segments s
join numbered_feedback n using (feedback_id)
where s.dimension = $dimension
