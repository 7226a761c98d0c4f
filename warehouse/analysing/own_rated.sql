-- Feedback whose words were read and whose rating or score says what they should say; both poles at once do not.
select
    f.feedback_id,
    coalesce(f.customer_id, f.author_id, f.feedback_id) as speaker,
    coalesce(f.language, 'unknown') as language,
    if(f.is_created_at_credible, f.created_at, null) as created_at,
    case o.polarity when 1 then 'positive' when -1 then 'negative' else 'neutral' end as truth,
    f.sentiment,
    f.sentiment_score,
    f.sentiment_confidence
from core.feedback f
join core.opinions o using (feedback_id)
where o.aspect = 'overall'
    and o.origin in ('rating', 'nps', 'csat', 'ces')
    and not o.is_mixed
    and f.sentiment is not null
