-- Answers to one survey that two sources tell alike (a ticket's satisfaction, and the ratings' own export), of new files.
with told as (
    select answers.*, feedback.source
    from core.survey_answers answers
    join core.feedback feedback using (feedback_id)
    where answers.customer_id is not null
),
shared as (select survey from told group by survey having count(distinct source) > 1),
twice as (
    select
        one.survey,
        one.source || ' and ' || other.source as sources,
        count(distinct one.answer_id) as answers
    from told one
    join shared using (survey)
    join told other
        on other.survey = one.survey
        and other.metric = one.metric
        and other.customer_id = one.customer_id
        and other.score = one.score
        and other.source > one.source
        and abs(date_diff('day', one.answered_at, other.answered_at)) <= 31
    where list_contains(getvariable('news'), one.file_id) or list_contains(getvariable('news'), other.file_id)
    group by one.survey, sources
),
final as (
    select
        'warned' as status,
        answers as figure,
        survey || ': ' || answers || ' answers are told by ' || sources || ' alike, and count twice; '
        || 'copy the description of one of them into sources/ and leave its [[answers]] out' as message
    from twice
)
select * from final
