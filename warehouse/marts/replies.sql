with watermark as (
    select max(created_at) as as_of from core.feedback where is_created_at_credible
),
carrying as (               -- where nothing was ever answered, nobody knows whether replies are told at all
    select source, count(replied_at) > 0 as has_replies from core.feedback group by source
),
spoken as (
    select f.source, has_replies, as_of,
           period_start_of('month', local_date(f.created_at, getvariable('time_zone'))) as period_start,
           case when s.is_mixed or s.polarity = 0 or s.polarity is null then 'neither'
                when s.polarity < 0 then 'complaint' else 'praise' end as side,
           replied_at is not null as is_replied,
           if(replied_at >= f.created_at, date_diff('second', f.created_at, replied_at) / 3600, null) as hours,
           f.created_at + to_days(getvariable('follow_up_answer_within_days')) as answer_by,
           answer_by <= as_of as is_decided,
           coalesce(replied_at <= answer_by, false) as is_in_time
    from core.feedback f
    join carrying using (source)
    cross join watermark
    left join core.stances s on s.feedback_id = f.feedback_id and s.aspect = 'overall'
    where f.is_public and f.is_created_at_credible and f.created_at is not null
),
sided as (
    select * from spoken
    union all
    select * replace ('all' as side) from spoken
),
counted as (
    select source, period_start, side, any_value(has_replies) as has_replies,
           count(*) as feedback,
           count(*) filter (is_replied) as replies,
           median(hours) as hours,
           count(*) filter (is_decided) as decided,
           count(*) filter (is_decided and is_in_time) as in_time
    from sided
    group by source, period_start, side
),
final as (
    select source, period_start, side, feedback,
           if(has_replies, replies, null) as replied,
           if(has_replies, replies / feedback, null) as reply_rate,
           if(has_replies, wilson_low(replies, feedback), null) as reply_rate_low,
           if(has_replies, wilson_high(replies, feedback), null) as reply_rate_high,
           hours as median_hours_to_reply,
           if(has_replies, decided, null) as decided,
           if(has_replies and decided > 0, in_time / decided, null) as share_in_time
    from counted
)
select * from final
