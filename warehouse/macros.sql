-- The metrics, defined once. Use them on any table at any cut:
--     select product, nps(score), nps_low(score), nps_high(score) from ... group by product
-- Every aggregate ignores null scores and is null, never 0, where nothing was counted.
-- Intervals are two-sided at 95 %. Scores on a reversed scale go through oriented_score() first.
-- A 95 % normal interval reaches 1.959963984540054 standard errors to each side; constants are written as
-- doubles (e0), because a decimal literal next to an integer column overflows.

-- Scales and bands ---------------------------------------------------------------------------------------
-- The same definitions as transforms/scales.py; a test compares them on every score of every scale.

-- The score as if high were good: 2 on a reversed 1-5 scale reads as 4.
create or replace macro oriented_score(score, scale_min, scale_max, is_reversed) as
    case when is_reversed then scale_min + scale_max - score else score end;

-- The score's place on its scale, 0 (worst) to 1 (best).
create or replace macro unit_of(score, scale_min, scale_max, is_reversed) as
    (oriented_score(score, scale_min, scale_max, is_reversed) - scale_min) / nullif(scale_max - scale_min, 0);

-- promoter / passive / detractor, satisfied / neutral / dissatisfied, easy / neutral / difficult.
create or replace macro band(metric, score, scale_min, scale_max, is_reversed, top_box) as case
    when score is null or metric not in ('nps', 'csat', 'ces') then null
    when metric = 'nps' then case
        when oriented_score(score, scale_min, scale_max, is_reversed) >= 9 then 'promoter'
        when oriented_score(score, scale_min, scale_max, is_reversed) >= 7 then 'passive'
        else 'detractor' end
    when oriented_score(score, scale_min, scale_max, is_reversed) >= top_box
        then if(metric = 'ces', 'easy', 'satisfied')
    when unit_of(score, scale_min, scale_max, is_reversed) <= 1 / 3 + 1e-9
        then if(metric = 'ces', 'difficult', 'dissatisfied')
    else 'neutral' end;

-- The lowest score, read upwards, of the top box unless a survey declares another: 9 for nps; for csat the top
-- box of 3 points, the top two of 4, 5, 7 or 10; else the upper third (5 on CES 1-7, 4 on CES 1-5).
create or replace macro default_top_box(metric, scale_min, scale_max) as case
    when metric = 'nps' then 9
    when metric = 'csat' and scale_max - scale_min + 1 = 3 then scale_max
    when metric = 'csat' and scale_max - scale_min + 1 in (4, 5, 7, 10, 11) then scale_max - 1
    else scale_min + ceil((scale_max - scale_min) * (2 / 3 - 1e-9)) end;

-- '0-10', '1-5 reversed', '1-10 from 8' (the top box starts elsewhere than usual: another series).
create or replace macro scale_name(metric, scale_min, scale_max, is_reversed, top_box) as
    printf('%g-%g', scale_min::double, scale_max::double)
    || if(is_reversed, ' reversed', '')
    || if(top_box <> default_top_box(metric, scale_min, scale_max), printf(' from %g', top_box::double), '');

-- Normal distribution ------------------------------------------------------------------------------------
-- DuckDB 1.5 has no normal distribution. Complementary error function for x >= 0, relative error below
-- 1.2e-7 everywhere: Press et al., Numerical Recipes in C, 2nd ed. (1992), section 6.2, erfcc().

create or replace macro erfc_polynomial(t) as
    -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * (0.27886807
    + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
create or replace macro erfc_positive(x) as
    exp(-x * x + erfc_polynomial(1 / (1 + 0.5 * x))) / (1 + 0.5 * x);

create or replace macro two_sided_p(z) as
    case when z is not null then least(1, erfc_positive(abs(z::double) / sqrt(2))) end;
create or replace macro normal_cdf(z) as
    case when z < 0 then two_sided_p(z) / 2 when z >= 0 then 1 - two_sided_p(z) / 2 end;

-- Student's t --------------------------------------------------------------------------------------------

-- 97.5 % quantile: exact for 1 to 3 degrees of freedom, else the expansion of Abramowitz & Stegun 26.7.5
-- around the normal quantile (z + g1/v + g2/v^2 + g3/v^3 + g4/v^4); absolute error below 0.002 from 4 on.
create or replace macro t_quantile_975(degrees) as case
    when degrees < 1 then null
    when degrees < 2 then 12.706204736432095
    when degrees < 3 then 4.302652729911275
    when degrees < 4 then 3.182446305284263
    else 1.959963984540054 + 2.3722712 / degrees + 2.8224986 / degrees ** 2
         + 2.5558500 / degrees ** 3 + 1.5895320 / degrees ** 4 end;

-- The z that has the same two-sided p as t with so many degrees of freedom:
-- G. W. Hill, Algorithm 395: Student's t-distribution, Communications of the ACM 13 (1970). Relative error of
-- the p value below 2 % for 2 degrees of freedom, 0.03 % for 5, 0.0003 % for 10 and more.
create or replace macro hill_z(y, b) as
    (((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1) * sqrt(y);
create or replace macro t_two_sided_p(t, degrees) as
    two_sided_p(hill_z((degrees - 0.5) * ln(1 + t * t / degrees), 48 * (degrees - 0.5) ** 2));

-- Shares -------------------------------------------------------------------------------------------------
-- Wilson's score interval: E. B. Wilson, Probable Inference, JASA 22 (1927).
-- centre (s + z^2/2) / (n + z^2), half width z / (n + z^2) * sqrt(s (n - s) / n + z^2 / 4)

create or replace macro wilson_low(successes, n) as case
    when successes = 0 and n > 0 then 0.0
    when n > 0 then (successes + 1.920729410347062e0 - 1.959963984540054e0
        * sqrt(successes::double * (n - successes) / n + 0.960364705173531e0)) / (n + 3.841458820694124e0) end;
create or replace macro wilson_high(successes, n) as case
    when successes = n and n > 0 then 1.0
    when n > 0 then (successes + 1.920729410347062e0 + 1.959963984540054e0
        * sqrt(successes::double * (n - successes) / n + 0.960364705173531e0)) / (n + 3.841458820694124e0) end;

-- Agresti and Caffo, Simple and Effective Confidence Intervals for Proportions and Differences of
-- Proportions, The American Statistician 54 (2000): one success and one failure added to each sample.
create or replace macro agresti_caffo_share(successes, n) as case when n > 0 then (successes + 1) / (n + 2) end;
create or replace macro agresti_caffo_variance(successes, n) as
    agresti_caffo_share(successes, n) * (1 - agresti_caffo_share(successes, n)) / (n + 2);
create or replace macro share_difference_p(successes, n, earlier_successes, earlier_n) as two_sided_p(
    (agresti_caffo_share(successes, n) - agresti_caffo_share(earlier_successes, earlier_n))
    / sqrt(agresti_caffo_variance(successes, n) + agresti_caffo_variance(earlier_successes, earlier_n)));

-- What one reading of a classifier adds to the count behind the counts that it made: W. J. Rogan and B. Gladen,
-- American Journal of Epidemiology 107 (1978), taken apart, so that readings of different quality add up (one
-- correction at mean rates would take all of them to hold the same share). The sum can leave 0 to n: cut it.
-- Null where the classifier tells too little (sensitivity + specificity - 1 < 0.4).
create or replace macro rogan_gladen_weight(is_positive_reading, sensitivity, specificity) as case
    when sensitivity + specificity - 1 >= 0.4
    then (is_positive_reading::integer + specificity - 1) / (sensitivity + specificity - 1) end;

-- Kish's effective number of answers: (sum w)^2 / sum w^2; L. Kish, Survey Sampling (1965).
create or replace macro kish_n(weight_sum, weight_square_sum) as
    weight_sum::double ** 2 / nullif(weight_square_sum::double, 0);

-- Variance of y from the sums of weights, of weighted y and of weighted y squared; what rounding leaves is none.
create or replace macro variance_of_sums(weight_sum, weighted_y, weighted_yy) as
    if(weighted_yy / weight_sum - (weighted_y / weight_sum) ** 2 < 1e-9, 0,
       weighted_yy / weight_sum - (weighted_y / weight_sum) ** 2);
create or replace macro sample_variance(variance, n) as variance * n / nullif(n - 1, 0);
-- How many equally weighted answers would tell the weighted mean of y as surely: its variance by linearisation
-- (C.-E. Saerndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, 1992, section 5.7), from the same sums
-- with squared weights. Kish's number takes all answers to vary alike: where those with large weights are divided
-- among themselves it promises too much. Null where all answers are equal. For intervals take the smaller of both,
-- as does report.kpi: few answers do not tell their own variance.
create or replace macro design_n(n, weight_sum, weighted_y, weighted_yy, weight_square_sum, squared_y, squared_yy) as
    nullif(variance_of_sums(weight_sum, weighted_y, weighted_yy), 0) * weight_sum ** 2 * (n - 1) / n
    / nullif(squared_yy - 2 * weighted_y / weight_sum * squared_y
             + (weighted_y / weight_sum) ** 2 * weight_square_sum, 0);

-- NPS: 100 x (promoters - detractors) / n ----------------------------------------------------------------
-- F. Reichheld, The One Number You Need to Grow, Harvard Business Review (2003). Interval: adjusted Wald,
-- 0.75, 1.5 and 0.75 added to promoters, passives and detractors; B. Rocks, Interval Estimation for the Net
-- Promoter Score, The American Statistician 70 (2016). In points, -100 to 100. From counts first:

create or replace macro nps_of_counts(promoters, passives, detractors) as
    1e2 * (promoters - detractors) / nullif(promoters + passives + detractors, 0);
create or replace macro nps_adjusted(promoters, passives, detractors) as case
    when promoters + passives + detractors > 0
    then 1e2 * (promoters - detractors) / (promoters + passives + detractors + 3) end;
-- in points squared: 100^2 (p + d - (p - d)^2) / n with the adjusted p, d and n
create or replace macro nps_adjusted_variance(promoters, passives, detractors) as
    (1e4 * (promoters + detractors + 1.5e0) / (promoters + passives + detractors + 3)
     - nps_adjusted(promoters, passives, detractors) ** 2) / (promoters + passives + detractors + 3);
create or replace macro nps_low_of_counts(promoters, passives, detractors) as case
    when promoters + passives + detractors > 0
    then greatest(-100, nps_adjusted(promoters, passives, detractors)
         - 1.959963984540054e0 * sqrt(nps_adjusted_variance(promoters, passives, detractors))) end;
create or replace macro nps_high_of_counts(promoters, passives, detractors) as case
    when promoters + passives + detractors > 0
    then least(100, nps_adjusted(promoters, passives, detractors)
         + 1.959963984540054e0 * sqrt(nps_adjusted_variance(promoters, passives, detractors))) end;
-- Two-sided p of no difference between two independent samples: z on the adjusted values.
create or replace macro nps_difference_p(promoters, passives, detractors,
                                         earlier_promoters, earlier_passives, earlier_detractors) as two_sided_p(
    (nps_adjusted(promoters, passives, detractors)
     - nps_adjusted(earlier_promoters, earlier_passives, earlier_detractors))
    / sqrt(nps_adjusted_variance(promoters, passives, detractors)
           + nps_adjusted_variance(earlier_promoters, earlier_passives, earlier_detractors)));

-- Answers to the declared 0-10 question.
create or replace macro promoters(score) as count(*) filter (score >= 9);
create or replace macro passives(score) as count(*) filter (score >= 7 and score < 9);
create or replace macro detractors(score) as count(*) filter (score < 7);
create or replace macro nps(score) as nps_of_counts(promoters(score), passives(score), detractors(score));
create or replace macro nps_low(score) as nps_low_of_counts(promoters(score), passives(score), detractors(score));
create or replace macro nps_high(score) as nps_high_of_counts(promoters(score), passives(score), detractors(score));

-- CSAT: share of answers at or above satisfied_from (the top two boxes of 1-5) ------------------------------
create or replace macro csat(score, satisfied_from := 4) as
    count(*) filter (score >= satisfied_from) / nullif(count(score), 0);
create or replace macro csat_low(score, satisfied_from := 4) as
    wilson_low(count(*) filter (score >= satisfied_from), count(score));
create or replace macro csat_high(score, satisfied_from := 4) as
    wilson_high(count(*) filter (score >= satisfied_from), count(score));

-- CES 2.0: share of answers at or above easy_from on the 1-7 agree scale; M. Dixon, K. Freeman and N. Toman,
-- Stop Trying to Delight Your Customers, Harvard Business Review (2010), and CEB (2013) for the 1-7 form.
create or replace macro ces(score, easy_from := 5) as csat(score, satisfied_from := easy_from);
create or replace macro ces_low(score, easy_from := 5) as csat_low(score, satisfied_from := easy_from);
create or replace macro ces_high(score, easy_from := 5) as csat_high(score, satisfied_from := easy_from);

-- Means of bounded scores (star ratings) -----------------------------------------------------------------
-- Student's t interval from the sample variance, cut at the ends of the scale. Where all n scores are equal
-- the sample variance says nothing: up to 1 - 0.025^(1/n) of the answers (Clopper and Pearson, Biometrika 26,
-- 1934) could lie elsewhere, at worst at the far end.
create or replace macro unseen_share(n) as case when n > 0 then 1 - 0.025 ** (1 / n) end;
create or replace macro mean_low(mean_score, variance, n, scale_min, scale_max) as case
    when n = 1 or variance = 0 then mean_score - (mean_score - scale_min) * unseen_share(n)
    when n > 1 then greatest(scale_min, mean_score - t_quantile_975(n - 1) * sqrt(variance / n)) end;
create or replace macro mean_high(mean_score, variance, n, scale_min, scale_max) as case
    when n = 1 or variance = 0 then mean_score + (scale_max - mean_score) * unseen_share(n)
    when n > 1 then least(scale_max, mean_score + t_quantile_975(n - 1) * sqrt(variance / n)) end;
-- Welch's t; degrees of freedom by Welch and Satterthwaite. Null with fewer than three answers or no variance.
create or replace macro welch_degrees(variance, n, earlier_variance, earlier_n) as
    (variance / n + earlier_variance / earlier_n) ** 2
    / ((variance / n) ** 2 / (n - 1) + (earlier_variance / earlier_n) ** 2 / (earlier_n - 1));
create or replace macro mean_difference_p(mean_score, variance, n, earlier_mean, earlier_variance, earlier_n) as
    case when n > 2 and earlier_n > 2 and variance + earlier_variance > 0 then t_two_sided_p(
        (mean_score - earlier_mean) / sqrt(variance / n + earlier_variance / earlier_n),
        welch_degrees(variance, n, earlier_variance, earlier_n)) end;

-- Periods and publication --------------------------------------------------------------------------------

create or replace macro local_date(moment, time_zone) as (moment at time zone time_zone)::date;
create or replace macro period_grains() as table
    select unnest(['day', 'week', 'month', 'quarter', 'all']) as period_grain;
-- Weeks start on Monday (ISO 8601); the period of everything has no start.
create or replace macro period_start_of(period_grain, day) as case period_grain
    when 'day' then day
    when 'week' then date_trunc('week', day)::date
    when 'month' then date_trunc('month', day)::date
    when 'quarter' then date_trunc('quarter', day)::date end;
create or replace macro previous_period_start(period_grain, period_start) as case period_grain
    when 'day' then (period_start - interval 1 day)::date
    when 'week' then (period_start - interval 7 day)::date
    when 'month' then (period_start - interval 1 month)::date
    when 'quarter' then (period_start - interval 3 month)::date end;

create or replace macro publication_status(n, customers, indicative_below, privacy_floor) as case
    when customers < privacy_floor then 'suppressed'
    when n < indicative_below then 'indicative'
    else 'published' end;
