-- Customers who spoke again: before and after the first contact that lies between two of their opinions (or answers
-- to one series), and, of customers whom nobody contacted, their last two. One pair a customer and series.
with spoken as (
    select s.customer_id, s.aspect, null::varchar as series, s.polarity::double as standing,
           case when s.polarity < 0 then 'complaint' else 'other' end as began_with, f.created_at, s.feedback_id
    from core.stances s
    join core.feedback f using (feedback_id)
    where s.customer_id is not null and f.is_created_at_credible
    union all
    select a.customer_id, 'overall' as aspect,
           concat_ws(', ', a.survey, a.metric, scale_name(a.metric, scale_min, scale_max, is_reversed, top_box)) as series,
           oriented_score(score, scale_min, scale_max, is_reversed) as standing,
           if(band in ('detractor', 'dissatisfied', 'difficult'), 'complaint', 'other') as began_with,
           f.created_at, a.feedback_id
    from core.survey_answers a
    join core.feedback f using (feedback_id)
    where a.customer_id is not null and f.is_created_at_credible
),
made as (                   -- a day alone stands for its whole day
    select customer_id,
           if(contacted_at = date_trunc('day', contacted_at), contacted_at + interval 1 day, contacted_at) as made_at
    from core.contacted
    where is_contacted_at_credible and outcome is distinct from 'not_reached'
),
followed as (               -- each opinion with the one after it
    select *,
           lead(standing) over following as next_standing,
           lead(created_at) over following as next_at
    from spoken
    window following as (partition by customer_id, aspect, series order by created_at, feedback_id)
),
paired as (
    select f.*, f.customer_id in (select customer_id from made) as is_contacted,
           coalesce(made_at <= next_at, false) as is_between
    from followed f
    asof left join made on made.customer_id = f.customer_id and f.created_at < made.made_at
    where next_at is not null
),
chosen as (
    select *
    from paired
    where is_between or not is_contacted
    qualify row_number() over (
        partition by customer_id, aspect, series
        order by if(is_contacted, 1, -1) * epoch_us(created_at), feedback_id
    ) = 1
),
split as (
    select * from chosen
    union all
    select * replace ('all' as began_with) from chosen
),
final as (
    select aspect, series, began_with, is_contacted,
           count(*) as pairs,
           count(*) filter (next_standing > standing) as improved,
           count(*) filter (next_standing < standing) as worsened
    from split
    where began_with <> 'other'
    group by aspect, series, began_with, is_contacted
)
select * from final order by all
