-- The versions of profiles that the file brings. A version that a column dates is known once; of a version that
-- only a file dates, every file is noted, for a file that comes late may stand between two others.
create or replace temp table incoming_versions as
with known as (
    select line, map_from_entries(list((attribute, value) order by attribute)) as attributes
    from incoming_customer_attributes
    group by line
),
told as (
    select
        customers.line,
        settled.record_id,
        settled.outcome,
        if(incoming_records.is_keyed, settled.record_id, customers.customer_key) as profile_id,
        customers.customer_key,
        customers.account_key,
        customers.is_account,
        if($history = 'version', settled.version_at, customers.valid_from) as valid_from,
        coalesce(known.attributes, map {}) as attributes
    from incoming_customer_records customers
    join settled using (line)
    join incoming_records using (line)
    left join known using (line)
),
identified as (
    select
        *,
        substr(
            md5(
                concat(
                    $history, ':', profile_id, ':', customer_key, ':', account_key, ':',
                    epoch_us(valid_from), ':', attributes::varchar
                )
            ),
            1,
            24
        ) as version_id
    from told
),
chosen as (                -- of equal ones in the file the last; where only the file has a time, one of a profile
    select *
    from identified
    where $history <> 'stated' or outcome <> 'duplicate'
    qualify row_number() over (
        partition by profile_id, if($history = 'delivery', '', version_id)
        order by line desc
    ) = 1
),
elsewhere as (             -- the same from other files, and whether one of them is older
    select version_id, bool_or((delivered_at, path) <= ($delivered_at, $path)) as is_older
    from (
        select version_id, file_id from core.customer_records
        where $history = 'version'
        union all
        select version_id, file_id from core.profile_sightings
        where $history = 'delivery'
    )
    join ops.files using (file_id)
    where file_id <> $file_id and version_id in (select version_id from chosen)
    group by version_id
),
final as (
    select
        chosen.*,
        elsewhere.version_id is null as is_new,
        case when elsewhere.version_id is null then true
             when $history = 'version' then not elsewhere.is_older
             else false end as is_brought
    from chosen
    left join elsewhere using (version_id)
)
select * from final
