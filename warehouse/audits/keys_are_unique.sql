-- No record, answer, opinion or customer stands twice.
with counted as (
    select 'core.records' as relation, count(*) - count(distinct record_id) as twice from core.records
    union all
    select 'core.feedback', count(*) - count(distinct feedback_id) from core.feedback
    union all
    select 'core.survey_answers', count(*) - count(distinct answer_id) from core.survey_answers
    union all
    select 'core.ratings', count(*) - count(distinct rating_id) from core.ratings
    union all
    select 'core.invitations', count(*) - count(distinct invitation_id) from core.invitations
    union all
    select 'core.contacted', count(*) - count(distinct contact_id) from core.contacted
    union all
    select 'core.deals', count(*) - count(distinct deal_id) from core.deals
    union all
    select 'core.customers', count(*) - count(distinct customer_id) from core.customers
    union all
    select 'core.opinions', count(*) - count(distinct opinion_id) from core.opinions
),
final as (
    select 'failed' as status, twice as figure, relation || ' holds ' || twice || ' rows twice' as message
    from counted
    where twice > 0
)
select * from final
