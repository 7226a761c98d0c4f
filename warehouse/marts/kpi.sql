with times as (             -- who spoke and when; a time that cannot be true counts as none
    select feedback_id, hash(coalesce(customer_id, author_id, feedback_id)) as speaker,
           if(is_created_at_credible, local_date(created_at, getvariable('time_zone')), null) as day,
           is_created_at_credible
    from core.feedback
),
scored as (                 -- one row per answer and star rating; scales are never pooled
    select feedback_id, answer_id as response_id, speaker, metric, scale_min, scale_max, is_reversed, top_box, score,
           weight,
           if(is_created_at_credible, local_date(answered_at, getvariable('time_zone')), null) as day
    from core.survey_answers
    join times using (feedback_id)
    union all by name
    select feedback_id, feedback_id as response_id, speaker, 'rating' as metric, rating_min as scale_min,
           rating_max as scale_max, false as is_reversed, null as top_box, rating as score, null as weight, day
    from core.feedback
    join times using (feedback_id)
    where rating is not null and rating_min is not null and rating_max is not null
),
series as (
    select row_number() over () as series_id, *, scale_name(metric, scale_min, scale_max, is_reversed, top_box) as scale
    from (select distinct metric, scale_min, scale_max, is_reversed, top_box from scored)
),
answers as (
    select a.feedback_id, a.response_id, a.speaker, a.score, a.weight, a.day, s.series_id
    from scored a
    join series s on s.metric = a.metric and s.scale_min = a.scale_min and s.scale_max = a.scale_max
                 and s.is_reversed = a.is_reversed and s.top_box is not distinct from a.top_box
),
calendar as (               -- every period that each day belongs to; answers without a day only count in 'all'
    select day, period_grain, period_start_of(period_grain, day) as period_start
    from (select distinct day from answers)
    cross join period_grains()
    where day is not null or period_grain = 'all'
),
spoken as (                 -- a speaker counts once per period: where their earlier answer is from before it
    select a.*, g.dimension, g.segment,
           lag(coalesce(day, date '0001-01-01')) over (
               partition by series_id, dimension, segment, speaker order by day nulls first) as earlier_day
    from answers a
    join core.feedback_segments g using (feedback_id)
),
placed as (                 -- weights raked to the customers go before given ones
    select s.* replace (coalesce(w.weight, s.weight) as weight), c.period_grain, c.period_start,
           coalesce(w.respondent_weight, s.weight) as respondent_weight,
           earlier_day is null or earlier_day < c.period_start as is_first
    from spoken s
    join calendar c on c.day is not distinct from s.day
    left join core.answer_weights w on w.response_id = s.response_id and w.period_grain = c.period_grain
),
by_score as (               -- from here on small: one row per cell and score, summed exactly
    select series_id, dimension, segment, period_grain, period_start, score,
           count(*) as responses,
           count(*) filter (is_first) as customers,
           count(weight) as weighted_responses,
           count(weight) filter (is_first) as weighted_customers,
           sum(weight::decimal(38, 9)) as weight_sum,
           sum((weight * respondent_weight)::decimal(38, 9)) as weight_square_sum
    from placed
    group by series_id, dimension, segment, period_grain, period_start, score
),
banded as (
    select b.*, score * responses as score_sum, score * score * responses as score_square_sum,
           band(s.metric, b.score, s.scale_min, s.scale_max, s.is_reversed, s.top_box) as band,
           band in ('promoter', 'satisfied', 'easy') as is_top,
           band in ('detractor', 'dissatisfied', 'difficult') as is_bottom,
           case metric when 'nps' then is_top::integer - is_bottom::integer
                       when 'rating' then score
                       else is_top::integer end as y    -- what the value is the mean of
    from by_score b
    join series s using (series_id)
),
summed as (
    select series_id, dimension, segment, period_grain, period_start,
           sum(responses)::bigint as responses,
           sum(customers)::bigint as customers,
           map_from_entries(list((score, responses) order by score)) as distribution,
           coalesce(sum(responses) filter (is_top), 0)::bigint as top,
           coalesce(sum(responses) filter (is_bottom), 0)::bigint as bottom,
           sum(score_sum::decimal(38, 9))::double as score_sum,
           sum(score_square_sum::decimal(38, 9))::double as score_square_sum,
           sum(weighted_responses)::bigint as weighted_responses,
           sum(weighted_customers)::bigint as weighted_customers,
           sum(weight_sum)::double as weight_sum,
           sum(weight_square_sum)::double as weight_square_sum,
           sum((weight_sum * y)::decimal(38, 9))::double as weighted_y,
           sum((weight_sum * y * y)::decimal(38, 9))::double as weighted_yy,
           sum((weight_square_sum * y)::decimal(38, 9))::double as squared_y,
           sum((weight_square_sum * y * y)::decimal(38, 9))::double as squared_yy,
           coalesce(sum(weight_sum) filter (is_top), 0)::double as top_weight,
           coalesce(sum(weight_sum) filter (is_bottom), 0)::double as bottom_weight
    from banded
    group by series_id, dimension, segment, period_grain, period_start
),
shown as (                  -- a suppressed cell loses its figures here, and so everything made of them
    select s.* replace (
               if(is_shown, distribution, null) as distribution,
               if(is_shown, top, null) as top,
               if(is_shown, bottom, null) as bottom,
               if(is_shown, score_sum, null) as score_sum,
               if(is_shown, score_square_sum, null) as score_square_sum,
               if(is_weight_shown, nullif(weight_sum, 0), null) as weight_sum,
               if(is_weight_shown, weight_square_sum, null) as weight_square_sum),
           if(is_shown, responses, null) as n,
           n - top - bottom as middle
    from (select *, customers >= getvariable('privacy_floor') as is_shown,
                 weighted_customers >= getvariable('privacy_floor') as is_weight_shown from summed) s
),
cells as (
    select c.*, s.metric, s.scale, s.scale_min, s.scale_max,
           score_sum / n as mean,
           greatest(score_square_sum - score_sum ** 2 / n, 0) / nullif(n - 1, 0) as variance,
           case metric when 'nps' then nps_of_counts(top, middle, bottom)
                       when 'rating' then score_sum / n
                       else top / n end as value,
           case metric when 'nps' then top_weight - bottom_weight
                       when 'rating' then weighted_y
                       else top_weight end / weight_sum as weighted_mean,
           variance_of_sums(weight_sum, weighted_y, weighted_yy) as weighted_variance,
           if(metric = 'nps', 100, 1) * weighted_mean as weighted_value,
           kish_n(weight_sum, weight_square_sum) as n_effective,
           least(n_effective, design_n(weighted_responses, weight_sum, weighted_y, weighted_yy,
                                       weight_square_sum, squared_y, squared_yy)) as n_carried,
           n_carried * top_weight / weight_sum as top_carried,
           n_carried * bottom_weight / weight_sum as bottom_carried
    from shown c
    join series s using (series_id)
),
compared as (               -- against the period just before; none there, nothing to compare
    select c.*, p.value as previous_value, c.value - p.value as change,
           case c.metric
               when 'nps' then nps_difference_p(c.top, c.middle, c.bottom, p.top, p.middle, p.bottom)
               when 'rating' then mean_difference_p(c.mean, c.variance, c.n, p.mean, p.variance, p.n)
               else share_difference_p(c.top, c.n, p.top, p.n) end as change_p
    from cells c
    left join cells p
      on p.series_id = c.series_id and p.dimension = c.dimension and p.segment = c.segment
     and p.period_grain = c.period_grain
     and p.period_start = previous_period_start(c.period_grain, c.period_start)
),
ranked as (
    select *, change_p * count(change_p) over (partition by period_grain, dimension)
               / row_number() over (partition by period_grain, dimension order by change_p nulls last) as step
    from compared
),
controlled as (             -- false discovery rate (Benjamini and Hochberg 1995) over the changes that a reader
    select *, if(change_p is null, null, least(1, min(step) over (    -- scans together: a grain of a dimension
               partition by period_grain, dimension
               order by change_p nulls last range between current row and unbounded following))) as change_q
    from ranked
),
final as (
    select metric, scale, period_grain, period_start, dimension, segment, responses, customers, value,
           case metric when 'nps' then nps_low_of_counts(top, middle, bottom)
                       when 'rating' then mean_low(mean, variance, n, scale_min, scale_max)
                       else wilson_low(top, n) end as ci_low,
           case metric when 'nps' then nps_high_of_counts(top, middle, bottom)
                       when 'rating' then mean_high(mean, variance, n, scale_min, scale_max)
                       else wilson_high(top, n) end as ci_high,
           mean,
           if(metric = 'nps', top, null) as promoters,
           if(metric = 'nps', middle, null) as passives,
           if(metric = 'nps', bottom, null) as detractors,
           if(metric in ('csat', 'ces'), top, null) as top_box_count,
           if(metric in ('csat', 'ces'), middle, null) as middle_box_count,
           if(metric in ('csat', 'ces'), bottom, null) as bottom_box_count,
           distribution,
           weighted_value,
           case metric when 'nps' then nps_low_of_counts(top_carried, n_carried - top_carried - bottom_carried,
                                                         bottom_carried)
                       when 'rating' then mean_low(weighted_mean, sample_variance(weighted_variance, n_carried),
                                                   n_carried, scale_min, scale_max)
                       else wilson_low(top_carried, n_carried) end as weighted_low,
           case metric when 'nps' then nps_high_of_counts(top_carried, n_carried - top_carried - bottom_carried,
                                                          bottom_carried)
                       when 'rating' then mean_high(weighted_mean, sample_variance(weighted_variance, n_carried),
                                                    n_carried, scale_min, scale_max)
                       else wilson_high(top_carried, n_carried) end as weighted_high,
           n_effective,
           weighted_value not between ci_low and ci_high as is_moved_by_weighting,
           previous_value, change, change_p, change_q,
           change_q < getvariable('significant_below') as is_significant,
           publication_status(responses, customers, getvariable('indicative_below'),
                              getvariable('privacy_floor')) as status
    from controlled
)
select * from final
