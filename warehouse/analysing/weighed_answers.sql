-- Every answer and star rating with who gave it, its given weight, and the periods it belongs to.
with times as (
    select
        feedback_id,
        coalesce(customer_id, author_id, feedback_id) as speaker,
        if(is_created_at_credible, local_date(created_at, $time_zone), null) as day
    from core.feedback
),
told as (
    select
        answer_id as response_id,
        feedback_id,
        metric,
        scale_name(metric, scale_min, scale_max, is_reversed, top_box) as scale,
        weight
    from core.survey_answers
    union all by name
    select
        feedback_id as response_id,
        feedback_id,
        'rating' as metric,
        scale_name('rating', rating_min, rating_max, false, null) as scale
    from core.feedback
    where rating is not null and rating_min is not null and rating_max is not null
),
final as (
    select
        response_id,
        feedback_id,
        metric,
        scale,
        speaker,
        weight,
        day,
        period_start_of('week', day) as week,
        period_start_of('month', day) as month,
        period_start_of('quarter', day) as quarter
    from told
    join times using (feedback_id)
)
select * from final
