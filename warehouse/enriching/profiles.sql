-- Every version of a profile, since when it holds, and which of two at one time counts (the higher place).
create or replace temp table profile_versions as
with delivered as (        -- files by age, then by name
    select file_id, delivered_at, row_number() over (order by delivered_at, path, file_id) as age from ops.files
),
sighted as (               -- what stays the same from file to file holds since the first of them
    select records.* replace (delivered.delivered_at as valid_from, sightings.line as line), delivered.age
    from core.profile_sightings sightings
    join core.customer_records records using (version_id)
    join delivered on delivered.file_id = sightings.file_id
    qualify version_id is distinct from lag(version_id) over (partition by profile_id order by age)
),
dated as (
    select records.*, delivered.age
    from core.customer_records records
    join delivered using (file_id)
    where history <> 'delivery'
),
placed as (
    select *, age * 1000000000 + line as place
    from (from sighted union all by name from dated)
    qualify history = 'stated' or row_number() over (partition by profile_id, valid_from order by place desc) = 1
),
whose as (                 -- a company's profile is that of each of its contacts
    select customer_key, customer_id from core.customer_keys
    union all
    select distinct records.account_key, keys.customer_id
    from core.customer_records records
    join core.customer_keys keys using (customer_key)
    where records.account_key in (select customer_key from core.customer_records where is_account)
),
own as (                   -- what contacts' own records say goes before what their company's says
    select keys.customer_id, list_distinct(flatten(list(map_keys(records.attributes)))) as attributes
    from core.customer_records records
    join core.customer_keys keys using (customer_key)
    where not records.is_account
    group by keys.customer_id
),
final as (
    select
        whose.customer_id,
        placed.customer_key,
        placed.record_id,
        placed.source,
        placed.profile_id,
        placed.history <> 'stated' as is_whole,     -- says what is no longer so, too
        placed.account_key,
        if(
            placed.is_account,
            map_from_entries(
                list_filter(
                    map_entries(placed.attributes),
                    lambda entry: not list_contains(coalesce(own.attributes, []), entry.key)
                )
            ),
            placed.attributes
        ) as attributes,
        placed.valid_from,
        placed.place
    from placed
    join whose using (customer_key)
    left join own using (customer_id)
)
select * from final;
