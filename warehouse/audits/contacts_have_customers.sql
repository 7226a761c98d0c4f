-- Contacts of new files with nobody that a record names: mistyped, or numbered by another system than the description says.
with known as (
    select speaker_key as key from core.feedback
    union all
    select customer_key from core.customer_records
    union all
    select customer_key from core.invitations
    union all
    select customer_key from core.deals
    union all
    select unnest([left_key, right_key]) from core.delivered_links
),
final as (
    select
        'warned' as status,
        count(*) as figure,
        path || ': ' || count(*) || ' contacts with customers that no other record names: is the namespace in '
            || 'sources/' || source || '.toml that of your CRM?' as message
    from core.contacted
    join ops.files using (file_id)
    where list_contains(getvariable('news'), file_id)
        and customer_key not in (select key from known where key is not null)
    group by path, source
)
select * from final
