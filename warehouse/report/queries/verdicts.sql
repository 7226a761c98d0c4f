-- One window per cell (a year, else the longest that ends, else all time), with what everybody's cell says; of
-- everybody a shorter window, where it has become an alarm in the last $news_days and a year is none. Decided cells all; of the undecided the $open nearest to a decision; how many are open and hidden, on each row.
with judged as (
    select *,
           coalesce(verdict in ('trend', 'emerging') or kind = 'consensus_complaint', false) as is_alarm,
           coalesce(since > as_of - to_days($news_days::integer), false)
               and previous_verdict is not null and verdict <> 'insufficient_evidence' as is_new
    from report.divergence
),
known as (
    select *, coalesce(bool_or(is_alarm and window_days = 365) over (partition by aspect, dimension, segment), false)
               as is_alarm_in_a_year
    from judged
),
ranked as (
    select *,
           row_number() over (
               partition by aspect, dimension, segment
               order by
                   (dimension = 'all' and window_days < 365 and is_new and is_alarm and not is_alarm_in_a_year) desc
                       nulls last,
                   window_days = 365 desc nulls last, window_days desc nulls last
           ) as preference
    from known
),
ties as (
    select opinion_id, polarity
    from core.opinions
    where opinion_id in (select evidence_ids[1] from ranked where preference = 1 and positive = negative)
),
cells as (
    select r.* exclude (preference),
           -- A tie in numbers may be none once misread texts are allowed for: then the evidence tells the side.
           case when positive = negative then coalesce(o.polarity, -1) = -1 else minority_customers = negative end
               as is_complaint_minor
    from ranked r
    left join ties o on o.opinion_id = r.evidence_ids[1]
    where preference = 1
),
shares as (
    select *,
           case when is_complaint_minor then minority_share else 1 - minority_share end as complaint_share,
           case when is_complaint_minor then share_low else 1 - share_high end as complaint_low,
           case when is_complaint_minor then share_high else 1 - share_low end as complaint_high,
           case when is_complaint_minor then share_raw else 1 - share_raw end as complaint_share_raw,
           case when is_complaint_minor then pooled_share else 1 - pooled_share end as complaint_share_pooled,
           verdict = 'insufficient_evidence' as is_open,
           minority_share is null as is_hidden
    from cells
),
parents as (
    select aspect, verdict as parent_verdict, kind as parent_kind, customers as parent_customers
    from shares
    where dimension = 'all'
),
final as (
    select shares.*, parents.* exclude (aspect),
           count(*) filter (is_open and not is_hidden) over () as open_cells,
           count(*) filter (is_hidden) over () as hidden_cells,
           row_number() over (
               partition by is_open, is_hidden
               order by dimension = 'all' desc, opinions_needed - positive - negative nulls last, customers desc,
                        aspect, dimension, segment
           ) as place
    from shares
    left join parents using (aspect)
)
select
    aspect, dimension, segment, window_days, window_start, window_end, customers, positive, negative, mixed, neutral,
    raters, raters_negative, coalesce(has_text, false) as is_read, reach, side, kind, poles, ideal_pole, complaint_share, complaint_low, complaint_high,
    complaint_share_raw, complaint_share_pooled, agreement, verdict, opinions_needed, located_in, distinguished_by,
    effect, q_value, ideal_side, play, play_why, priority, reach_customers, value_at_stake, reason, previous_verdict,
    since, is_new, settlement, settled_for, settled_until, settled_at, minority_customers,
    len(evidence_ids) as evidence, is_hidden,
    parent_verdict, parent_kind, parent_customers, open_cells, hidden_cells
from final
where not is_open or is_hidden and place = 1 or not is_hidden and place <= $open
order by
    dimension = 'all' desc, priority nulls last, complaint_low desc nulls last, customers desc, aspect, dimension,
    segment
