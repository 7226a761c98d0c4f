-- Who stands behind the pairs that a person should decide, side by side; the likeliest pair first.
with known as (
    select
        customer_key,
        string_agg(distinct source, ', ' order by source) as source,
        string_agg(distinct coalesce(name, nullif(concat_ws(' ', first_name, last_name), '')), ' / ') as name,
        string_agg(distinct email, ' / ') as email,
        string_agg(distinct phone, ' / ') as phone,
        string_agg(distinct company, ' / ') as company,
        string_agg(distinct birth_date::varchar, ' / ') as birth_date,
        string_agg(distinct country, ' / ') as country
    from private.identities
    group by customer_key
),
asked as (select * from core.identity_links where status = 'to_review'),
final as (
    select
        left_key, right_key, null::varchar as decision, asked.reason, asked.probability,
        l.name as left_name, r.name as right_name,
        l.email as left_email, r.email as right_email,
        l.phone as left_phone, r.phone as right_phone,
        l.company as left_company, r.company as right_company,
        l.birth_date as left_birth_date, r.birth_date as right_birth_date,
        l.country as left_country, r.country as right_country,
        l.source as left_source, r.source as right_source
    from asked
    left join known l on l.customer_key = asked.left_key
    left join known r on r.customer_key = asked.right_key
)
select * from final order by probability desc, left_key, right_key
