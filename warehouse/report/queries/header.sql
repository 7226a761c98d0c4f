with spoken as (
    select
        count(*) as feedback,
        count(distinct coalesce(customer_id, author_id, feedback_id)) as speakers,
        count(*) filter (created_at is null) as undated,
        min(created_at) filter (is_created_at_credible) as first_at,
        max(created_at) filter (is_created_at_credible) as last_at,
        coalesce(list(distinct source order by source), []) as sources,
        coalesce(list(distinct language order by language) filter (language <> 'unknown'), []) as languages
    from core.feedback
),
known as (select count(*) as customers from core.customers),
final as (select * from spoken, known, ops.publication)
select * from final
