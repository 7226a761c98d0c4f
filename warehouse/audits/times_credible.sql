-- Feedback from the future, or from before there were such exports.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        source || ': ' || count(*) || ' feedback with a time that cannot be true (such as '
            || strftime(max(created_at), '%Y-%m-%d') || ')' as message
    from core.feedback
    where not is_created_at_credible
    group by source
)
select * from final
