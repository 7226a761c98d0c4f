-- Where each feedback stands on each aspect. A sub-rating outweighs what its words say; a person's reading
-- outweighs the model's. A pole outweighs neutral, and both poles together are mixed (polarity 0).
delete from core.stances;

insert into core.stances by name
with ranked as (            -- the best evidence that a feedback gives on an aspect
    select *,
           case origin when 'text' then 2 when 'reading' then 1 else 0 end as evidence,
           min(evidence) over (partition by feedback_id, aspect) as best
    from core.opinions
),
summed as (
    select feedback_id, aspect,
           min(polarity) as lowest,
           max(polarity) as highest,
           (least(lowest, 0) + greatest(highest, 0))::tinyint as stance,
           bool_or(is_mixed) or (lowest < 0 and highest > 0) as is_mixed
    from ranked
    where evidence = best
    group by feedback_id, aspect
),
as_read as (                -- where the feedback would stand, had nobody but the model read its words
    select feedback_id, aspect,
           (least(min(read), 0) + greatest(max(read), 0))::tinyint as read_polarity
    from (
        select feedback_id, aspect, coalesce(read_polarity, polarity) as read
        from core.opinions
        where origin in ('text', 'reading')
    ) words
    group by feedback_id, aspect
),
deciding as (               -- the surest opinion for the stance; of a mixed one, the surest of all
    select r.*, s.stance, s.is_mixed as is_mixed_stance
    from ranked r
    join summed s using (feedback_id, aspect)
    where r.evidence = r.best
    qualify row_number() over (
        partition by feedback_id, aspect
        order by (polarity = stance) desc, confidence desc, opinion_id) = 1
),
worded as (                 -- the clause that speaks of the aspect, where there is one: it quotes better
    select feedback_id, aspect, polarity, quote, pole
    from core.opinions
    where aspect <> 'overall' and origin in ('text', 'reading')
    qualify row_number() over (
        partition by feedback_id, aspect, polarity
        order by confidence desc, opinion_id) = 1
),
final as (
    select d.feedback_id, d.aspect, d.opinion_id, d.customer_id, d.speaker,
           coalesce(d.pole, w.pole) as pole,
           d.stance as polarity,
           d.is_mixed_stance as is_mixed,
           d.origin, d.confidence,
           coalesce(w.quote, d.quote) as quote,
           d.created_at,
           case when d.origin = 'reading' then r.read_polarity end as read_polarity
    from deciding d
    left join as_read r on r.feedback_id = d.feedback_id and r.aspect = d.aspect
    left join worded w on w.feedback_id = d.feedback_id and w.aspect = d.aspect and w.polarity = d.stance
)
select * from final;
