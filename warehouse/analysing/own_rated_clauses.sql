-- Clauses that mention an aspect, of feedback whose stars are the lowest or the highest: all of one side, nearly.
select
    f.feedback_id,
    coalesce(f.customer_id, f.author_id, f.feedback_id) as speaker,
    coalesce(f.language, 'unknown') as language,
    if(f.is_created_at_credible, f.created_at, null) as created_at,
    c.position,
    c.aspect,
    if(f.rating_unit > 0.5, 'positive', 'negative') as truth,
    case c.polarity when 1 then 'positive' when -1 then 'negative' else 'neutral' end as sentiment,
    c.confidence as sentiment_confidence
from core.clause_opinions c
join core.feedback f using (feedback_id)
where f.rating_unit = 0 or f.rating_unit = 1
