-- What is known of each attribute of a customer, and since when; null where a source no longer says.
create or replace temp table customer_entries as
with versions as (
    select *, count(*) over (partition by customer_id, profile_id) as versions from profile_versions
),
profiles as (
    select customer_id, count(distinct profile_id) as profiles from versions group by customer_id
),
told as (
    select
        customer_id, profile_id, is_whole, valid_from, place,
        unnest(map_entries(attributes), recursive := true)
    from versions
    where not is_whole or versions = 1
),
named as (                 -- the attributes that any version of a profile has
    select distinct customer_id, profile_id, unnest(map_keys(attributes)) as attribute
    from versions
    where is_whole and versions > 1
),
changed as (               -- a blank is news only where something was known before
    select customer_id, profile_id, is_whole, valid_from, place, attribute, attributes[attribute] as value
    from named
    join versions using (customer_id, profile_id)
    qualify value is distinct from lag(value) over (
        partition by customer_id, profile_id, attribute
        order by valid_from nulls first, place
    )
),
stated as (
    select customer_id, profile_id, is_whole, valid_from, place, key as attribute, value from told
    union all by name
    select * from changed
),
spans as (
    select
        stated.*,
        profiles,
        is_whole and row_number() over since_when = 1 as is_first,
        case when is_whole then lead(valid_from) over since_when end as valid_to
    from stated
    join profiles using (customer_id)
    window since_when as (
        partition by customer_id, profile_id, attribute, is_whole
        order by valid_from nulls first, place
    )
),
ended as (                 -- where one source no longer says, what another still does
    select
        spans.customer_id, spans.attribute, spans.valid_from, spans.place,
        arg_max(others.value, (coalesce(others.valid_from, '-infinity'), others.place)) as value
    from spans
    left join spans others
        on others.customer_id = spans.customer_id
        and others.attribute = spans.attribute
        and others.value is not null
        and coalesce(others.valid_from, '-infinity') <= spans.valid_from
        and (others.valid_to is null or others.valid_to > spans.valid_from)
    where spans.value is null
    group by spans.customer_id, spans.attribute, spans.valid_from, spans.place
),
final as (
    select customer_id, attribute, value, if(is_first and profiles = 1, null, valid_from) as valid_from, place
    from spans
    where value is not null
    union all              -- the earliest that is known held before, too: the later it is from, the weaker
    select customer_id, attribute, value, null, -epoch_ms(valid_from)
    from spans
    where is_first and profiles > 1 and valid_from is not null
    union all
    select customer_id, attribute, value, valid_from, place from ended
)
select customer_id, attribute, value, valid_from, place as "order" from final;
