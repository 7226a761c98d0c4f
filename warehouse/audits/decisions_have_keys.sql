-- Decisions of new files on keys that nothing is kept under: mistyped, or of a source that numbers its customers anew.
with known as (
    select speaker_key as key from core.feedback
    union all
    select customer_key from core.customer_records
    union all
    select customer_key from core.invitations
    union all
    select customer_key from core.deals
    union all
    select customer_key from core.contacted
    union all
    select unnest([left_key, right_key]) from core.delivered_links
),
lost as (
    select distinct left_key, right_key, file_id
    from core.identity_decisions
    where list_contains(getvariable('news'), file_id)
        and (
            left_key not in (select key from known where key is not null)
            or right_key not in (select key from known where key is not null)
        )
),
final as (
    select
        'warned' as status,
        count(*) as figure,
        count(*) || ' decisions (' || string_agg(distinct path, ', ') || ') are on keys that no record names: '
            || 'compare them with report.identity_review' as message
    from lost
    join ops.files using (file_id)
    having count(*) > 0
)
select * from final
