-- What hangs on a feedback has one.
with orphans as (
    select 'core.survey_answers' as relation, count(*) as rows
    from core.survey_answers where feedback_id not in (select feedback_id from core.feedback)
    union all
    select 'core.ratings', count(*)
    from core.ratings where feedback_id not in (select feedback_id from core.feedback)
    union all
    select 'core.opinions', count(*)
    from core.opinions where feedback_id not in (select feedback_id from core.feedback)
),
final as (
    select 'failed' as status, rows as figure, relation || ' has ' || rows || ' rows without feedback' as message
    from orphans
    where rows > 0
)
select * from final
