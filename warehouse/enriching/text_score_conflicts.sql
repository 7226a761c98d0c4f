-- Flags what was scored at one pole and worded, with confidence, at the other.
update core.feedback
set has_text_score_conflict = told.has_conflict
from (
    with scored as (        -- what its rating says, else its answers; both poles together are no pole
        select feedback_id, polarity
        from core.opinions
        where aspect = 'overall' and origin in ('rating', 'nps', 'csat', 'ces')
    )
    select
        feedback_id,
        case
            when scored.polarity is not null and feedback.sentiment is not null
            then feedback.sentiment_confidence >= $confident and (
                (scored.polarity = 1 and feedback.sentiment = 'negative')
                or (scored.polarity = -1 and feedback.sentiment = 'positive')
            )
        end as has_conflict
    from core.feedback
    left join scored using (feedback_id)
) told
where feedback.feedback_id = told.feedback_id
    and feedback.has_text_score_conflict is distinct from told.has_conflict;
