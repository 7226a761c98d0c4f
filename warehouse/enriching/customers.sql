-- One row per customer of whom any source keeps a profile: the latest that is known of each attribute.
insert into core.customers by name
with latest as (
    select
        customer_id,
        attribute,
        last(value order by valid_from nulls first, "order") as value
    from customer_entries
    group by customer_id, attribute
),
attributes as (
    select
        customer_id,
        map_from_entries(list((attribute, value) order by attribute)) as known
    from latest
    where value is not null
    group by customer_id
),
profiled as (select distinct customer_id from profile_versions),
bands as (
    select
        customer_id,
        max(segment) filter (dimension = 'company_size') as company_size_band,
        max(segment) filter (dimension = 'budget') as budget_band,
        max(segment) filter (dimension = 'age') as age_band
    from core.customer_segments
    where valid_to is null and segment <> 'unknown'
    group by customer_id
),
final as (
    select
        profiled.customer_id,
        accounts.account_id,
        known['industry'] as industry,
        known['company_size'] as company_size,
        bands.company_size_band,
        known['budget'] as budget,
        bands.budget_band,
        known['country'] as country,
        bands.age_band,
        known['gender'] as gender,
        known['role'] as role,
        known['plan'] as plan,
        known['use_case'] as use_case,
        known['customer_since']::timestamptz as customer_since,
        known['last_purchase_at']::timestamptz as last_purchase_at,
        known['lifetime_value']::double as lifetime_value,
        known['is_active']::boolean as is_active,
        known['churned_at']::timestamptz as churned_at,
        known['consent_to_contact']::boolean as consent_to_contact,
        map_from_entries(
            list_filter(
                map_entries(known),
                lambda entry: entry.key not in (
                    'industry', 'company_size', 'budget', 'country', 'gender', 'role', 'plan', 'use_case',
                    'customer_since', 'last_purchase_at', 'lifetime_value', 'is_active', 'churned_at',
                    'consent_to_contact'
                )
            )
        ) as attributes
    from profiled
    left join core.customer_accounts accounts using (customer_id)
    left join attributes using (customer_id)
    left join bands using (customer_id)
)
select * from final;
