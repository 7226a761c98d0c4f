with read as (              -- feedback with words of its own and a sentiment read from them
    select feedback_id, language, sentiment,
           hash(coalesce(customer_id, author_id, feedback_id)) as speaker,
           if(is_created_at_credible, local_date(created_at, getvariable('time_zone')), null) as day
    from core.feedback
    where coalesce(text, title) is not null and sentiment is not null
),
calendar as (               -- every period that each day belongs to; feedback without a day only counts in 'all'
    select day, period_grain, period_start_of(period_grain, day) as period_start
    from (select distinct day from read)
    cross join period_grains()
    where day is not null or period_grain = 'all'
),
spoken as (                 -- a speaker counts once per period: where their earlier feedback is from before it
    select r.*, g.dimension, g.segment,
           lag(coalesce(day, date '0001-01-01')) over (
               partition by dimension, segment, speaker order by day nulls first) as earlier_day
    from read r
    join core.feedback_segments g using (feedback_id)
),
by_language as (            -- from here on small
    select dimension, segment, period_grain, period_start, language, sentiment,
           count(*) as feedback,
           count(*) filter (earlier_day is null or earlier_day < period_start) as customers
    from spoken
    join calendar on calendar.day is not distinct from spoken.day
    group by dimension, segment, period_grain, period_start, language, sentiment
),
quality as (                -- the rates of telling negative from positive that models/quality.py decides on
    select language, sensitivity, specificity
    from report.model_quality
    where model = 'sentiment as used'
),
measured as (               -- no weight: a language never measured, or read too poorly
    select b.*, sentiment in ('negative', 'positive') as is_polar,
           rogan_gladen_weight(sentiment = 'negative', sensitivity, specificity) as weight
    from by_language b
    left join quality using (language)
),
summed as (
    select dimension, segment, period_grain, period_start,
           sum(feedback)::bigint as feedback,
           sum(customers)::bigint as customers,
           coalesce(sum(feedback) filter (sentiment = 'negative'), 0)::bigint as negative,
           coalesce(sum(feedback) filter (sentiment = 'neutral'), 0)::bigint as neutral,
           coalesce(sum(feedback) filter (sentiment = 'positive'), 0)::bigint as positive,
           coalesce(sum(feedback) filter (sentiment = 'mixed'), 0)::bigint as mixed,
           coalesce(sum(feedback) filter (is_polar), 0)::bigint as polar,
           -- exact sums: what a count times a weight adds up to must not depend on the order of languages
           coalesce(sum((feedback * weight)::decimal(38, 9)) filter (is_polar), 0)::double as negative_of_polar,
           coalesce(sum(feedback) filter (is_polar and weight is null), 0)::bigint as uncorrectable
    from measured
    group by dimension, segment, period_grain, period_start
),
shown as (                  -- a suppressed cell loses its figures here, and so everything made of them
    select * replace (
               if(is_shown, negative, null) as negative,
               if(is_shown, neutral, null) as neutral,
               if(is_shown, positive, null) as positive,
               if(is_shown, mixed, null) as mixed),
           if(is_shown, feedback, null) as n
    from (select *, customers >= getvariable('privacy_floor') as is_shown from summed)
),
corrected as (              -- the polar texts alone are corrected; neutral and mixed stay as read
    select *, if(uncorrectable = 0, least(polar, greatest(0, negative_of_polar)), null) as negative_corrected
    from shown
),
final as (
    select period_grain, period_start, dimension, segment, feedback, customers,
           negative, neutral, positive, mixed,
           negative / n as negative_share,
           neutral / n as neutral_share,
           positive / n as positive_share,
           mixed / n as mixed_share,
           (positive - negative) / n as net_sentiment,
           wilson_low(negative, n) as negative_share_low,
           wilson_high(negative, n) as negative_share_high,
           negative_corrected / n as negative_share_corrected,
           (polar - negative_corrected) / n as positive_share_corrected,
           publication_status(feedback, customers, getvariable('indicative_below'),
                              getvariable('privacy_floor')) as status
    from corrected
)
select * from final
