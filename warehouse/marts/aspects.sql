with voiced as (            -- one row per feedback and aspect
    select o.feedback_id, o.aspect, f.language,
           case when o.is_mixed then 'mixed' when o.polarity = 0 then 'neutral'
                when o.polarity > 0 then 'positive' else 'negative' end as reading,
           o.read_polarity as read_as,
           (o.origin = 'text' or o.origin = 'reading' and read_as <> 0)
               and reading in ('negative', 'positive') as is_polar_text,
           if(reading = 'negative', o.pole, null) as pole,
           hash(o.speaker) as speaker,
           if(f.is_created_at_credible, local_date(o.created_at, getvariable('time_zone')), null) as day
    from core.stances o
    join core.feedback f using (feedback_id)
),
calendar as (               -- every period that each day belongs to; opinions without a day only count in 'all'
    select day, period_grain, period_start_of(period_grain, day) as period_start
    from (select distinct day from voiced)
    cross join period_grains()
    where day is not null or period_grain = 'all'
),
spoken as (                 -- a speaker counts once per period: where their earlier opinion is from before it
    select v.*, g.dimension, g.segment,
           lag(coalesce(day, date '0001-01-01')) over (
               partition by aspect, dimension, segment, speaker order by day nulls first) as earlier_day
    from voiced v
    join core.feedback_segments g using (feedback_id)
),
by_pole as (                -- which end of a two-ended aspect complaints are about
    select aspect, dimension, segment, period_grain, period_start, pole, count(*) as opinions
    from spoken
    join calendar on calendar.day is not distinct from spoken.day
    where pole is not null
    group by aspect, dimension, segment, period_grain, period_start, pole
),
poles as (
    select aspect, dimension, segment, period_grain, period_start,
           map_from_entries(list((pole, opinions) order by pole)) as poles
    from by_pole
    group by aspect, dimension, segment, period_grain, period_start
),
by_language as (            -- from here on small
    select aspect, dimension, segment, period_grain, period_start, language, reading, is_polar_text,
           read_as, count(*) as opinions,
           count(*) filter (earlier_day is null or earlier_day < period_start) as customers
    from spoken
    join calendar on calendar.day is not distinct from spoken.day
    group by aspect, dimension, segment, period_grain, period_start, language, reading, is_polar_text, read_as
),
verified as (               -- of what the model took for a side, the part that a person has read since
    select *,
           coalesce(sum(opinions) filter (is_polar_text and read_as = -1) over cell / nullif(sum(opinions) filter (
               is_polar_text and (read_as = -1 or read_as is null and reading = 'negative')) over cell, 0), 0)
               as complaints_read,
           coalesce(sum(opinions) filter (is_polar_text and read_as = 1) over cell / nullif(sum(opinions) filter (
               is_polar_text and (read_as = 1 or read_as is null and reading = 'positive')) over cell, 0), 0)
               as praise_read
    from by_language
    window cell as (partition by aspect, dimension, segment, period_grain, period_start, language)
),
quality as (                -- measured rates of telling negative from positive: of texts, and of their clauses
    select language, if(model = 'opinions as used', coalesce(aspect, 'any'), 'overall') as about,
           sum(n * sensitivity) / sum(n) as sensitivity, sum(n * specificity) / sum(n) as specificity
    from report.model_quality
    where model in ('sentiment as used', 'opinions as used') and sensitivity is not null and specificity is not null
    group by language, about
),
rated as (                  -- the nearest rates: of language and aspect, else of the language
    select b.*,
           coalesce(own.sensitivity, tongue.sensitivity) as sensitivity,
           coalesce(own.specificity, tongue.specificity) as specificity
    from verified b
    left join quality own on own.language = b.language and own.about = b.aspect
    left join quality tongue on tongue.language = b.language and tongue.about = 'any' and b.aspect <> 'overall'
),
measured as (               -- complaints are missed and raised falsely where nobody has read; no rates, no weight
    select *,
           coalesce(
               rogan_gladen_weight(reading = 'negative', sensitivity + (1 - sensitivity) * praise_read,
                                   specificity + (1 - specificity) * complaints_read),
               if(read_as is not null, (reading = 'negative')::integer, null)) as weight
    from rated
),
summed as (
    select aspect, dimension, segment, period_grain, period_start,
           sum(opinions)::bigint as opinions,
           sum(customers)::bigint as customers,
           coalesce(sum(opinions) filter (reading = 'negative'), 0)::bigint as negative,
           coalesce(sum(opinions) filter (reading = 'neutral'), 0)::bigint as neutral,
           coalesce(sum(opinions) filter (reading = 'positive'), 0)::bigint as positive,
           coalesce(sum(opinions) filter (reading = 'mixed'), 0)::bigint as mixed,
           coalesce(sum(opinions) filter (is_polar_text), 0)::bigint as polar_text,
           coalesce(sum(opinions) filter (is_polar_text and reading = 'negative'), 0)::bigint as negative_text,
           -- exact sums: what a count times a weight adds up to must not depend on the order of languages
           coalesce(sum((opinions * weight)::decimal(38, 9)) filter (is_polar_text), 0)::double as negative_of_text,
           coalesce(sum(opinions) filter (is_polar_text and weight is null), 0)::bigint as uncorrectable
    from measured
    group by aspect, dimension, segment, period_grain, period_start
),
shown as (                  -- a suppressed cell loses its figures here, and so everything made of them
    select * replace (
               if(is_shown, negative, null) as negative,
               if(is_shown, neutral, null) as neutral,
               if(is_shown, positive, null) as positive,
               if(is_shown, mixed, null) as mixed),
           if(is_shown, opinions, null) as n
    from (select *, customers >= getvariable('privacy_floor') as is_shown from summed)
),
corrected as (              -- ratings and scores are opinions as they stand; only what was read can be misread
    select *, if(uncorrectable = 0, negative - negative_text + least(polar_text, greatest(0, negative_of_text)),
                 null) as negative_corrected
    from shown
),
final as (
    select c.period_grain, c.period_start, c.dimension, c.segment, c.aspect, opinions, customers,
           negative, neutral, positive, mixed,
           negative / n as negative_share,
           neutral / n as neutral_share,
           positive / n as positive_share,
           mixed / n as mixed_share,
           (positive - negative) / n as net_sentiment,
           wilson_low(negative, n) as negative_share_low,
           wilson_high(negative, n) as negative_share_high,
           negative_corrected / n as negative_share_corrected,
           (negative + positive - negative_corrected) / n as positive_share_corrected,
           if(is_shown, coalesce(poles, map()), null) as poles,
           publication_status(opinions, customers, getvariable('indicative_below'),
                              getvariable('privacy_floor')) as status
    from corrected c
    left join poles p       -- all time has no start
        on p.aspect = c.aspect and p.dimension = c.dimension and p.segment = c.segment
        and p.period_grain = c.period_grain and p.period_start is not distinct from c.period_start
)
select * from final
