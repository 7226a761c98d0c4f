-- The texts in which topics are looked for: of each language at most $most_texts, chosen by a hash of their
-- identifier, so that a new text displaces at most one.
with texts as (
    select
        feedback_id,
        coalesce(customer_id, author_id, feedback_id) as speaker,
        language,
        text,
        sentiment,
        if(is_created_at_credible, created_at, null) as created_at
    from core.feedback
    where text is not null and language is not null
),
final as (
    select *
    from texts
    qualify row_number() over (partition by language order by md5(feedback_id), feedback_id) <= $most_texts
)
select * from final
