with asked as (
    select left_key, right_key, left_customer_id, right_customer_id, probability, reason, evidence
    from core.identity_links
    where status = 'to_review'
),
spoken as (                 -- what hangs on the answer
    select customer_id, count(*) as feedback, max(created_at) filter (is_created_at_credible) as last_spoke_at
    from core.feedback
    group by customer_id
),
final as (
    select a.left_key, a.right_key, a.left_customer_id, a.right_customer_id, a.probability, a.reason, a.evidence,
           coalesce(l.feedback, 0) as left_feedback,
           coalesce(r.feedback, 0) as right_feedback,
           greatest(l.last_spoke_at, r.last_spoke_at) as last_spoke_at
    from asked a
    left join spoken l on l.customer_id = a.left_customer_id
    left join spoken r on r.customer_id = a.right_customer_id
)
select * from final
