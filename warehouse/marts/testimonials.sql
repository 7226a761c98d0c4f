with strengths as (         -- who agrees in praise, everybody or a segment; a cell below the privacy floor has no kind
    select distinct aspect, dimension, segment
    from report.divergence
    where verdict = 'consensus' and kind = 'consensus_praise' and segment <> 'unknown' and positive is not null
),
praised as (
    select distinct s.aspect, s.feedback_id
    from core.stances s
    join core.feedback_segments f using (feedback_id)
    join strengths w on w.aspect = s.aspect and w.dimension = f.dimension and w.segment = f.segment
),
sided as (                  -- a stance that praises and complains at once says a complaint, too
    select s.*, s.polarity < 0 or s.is_mixed as complains
    from core.stances s
    where s.aspect in (select aspect from strengths) and s.customer_id is not null and (s.polarity <> 0 or s.is_mixed)
),
latest as (                 -- of several at the latest time, one complaint is enough
    select customer_id, aspect, complains
    from sided
    qualify rank() over (partition by customer_id, aspect order by created_at desc nulls last) = 1
),
content as (
    select customer_id, aspect
    from latest
    group by customer_id, aspect
    having not bool_or(complains)
),
refusing as (               -- who said so to whoever spoke to them
    select customer_id from core.contacted where outcome in ('opted_out', 'erased') and customer_id is not null
),
final as (                  -- the latest praise in words, where there are words
    select s.customer_id, s.aspect, s.feedback_id, f.language, s.quote, s.created_at, c.ideal_fit
    from sided s
    join content using (customer_id, aspect)
    join core.customers c
        on c.customer_id = s.customer_id
        and c.consent_to_contact
        and coalesce(c.is_active, true)
        and c.churned_at is null
    anti join refusing on refusing.customer_id = s.customer_id
    join praised p on p.aspect = s.aspect and p.feedback_id = s.feedback_id
    left join core.feedback f on f.feedback_id = s.feedback_id
    where not s.complains
    qualify row_number() over (
        partition by s.customer_id, s.aspect
        order by s.quote is not null desc, s.created_at desc nulls last, s.feedback_id) = 1
)
select * from final
