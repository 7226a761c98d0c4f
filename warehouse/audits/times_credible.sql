-- Feedback or contacts of new files from the future, or from before there were such exports.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        source || ': ' || count(*) || ' feedback with a time that cannot be true (such as '
            || strftime(max(created_at), '%Y-%m-%d') || ')' as message
    from core.feedback
    where not is_created_at_credible and list_contains(getvariable('news'), file_id)
    group by source
    union all
    select
        'warned' as status,
        count(*) as figure,
        path || ': ' || count(*) || ' contacts with a time that cannot be true (such as '
            || strftime(max(contacted_at), '%Y-%m-%d') || ')' as message
    from core.contacted
    join ops.files using (file_id)
    where not is_contacted_at_credible and list_contains(getvariable('news'), file_id)
    group by path
)
select * from final
