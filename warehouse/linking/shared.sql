-- What stands beside persons who cannot be one: the address of a reception, a couple's telephone, a team's.
with used as (
    select contact, count(distinct customer_key) as keys from features where contact is not null group by contact
),
named as (
    select distinct contact, first, last, families, birth_date::varchar as birth_date
    from features
    join used using (contact)
    where first is not null and last is not null and keys < $crowd   -- a crowd is not compared, but for its number
),
pairs as (
    select l.contact, l.last as left_last, r.last as right_last,
           not fitting_first(l.first, r.first, l.families, r.families)
           and not exchanged(l.first, l.last, l.families, r.first, r.last, r.families) as is_other_first,
           l.birth_date is not null and r.birth_date is not null
           and other_day(l.birth_date, r.birth_date) as is_other_birth,
           not near_last(l.last, r.last)
           and not exchanged(l.first, l.last, l.families, r.first, r.last, r.families) as is_other_last
    from named l
    join named r on l.contact = r.contact
    where (l.first, l.last, coalesce(l.birth_date, '')) < (r.first, r.last, coalesce(r.birth_date, ''))
),
changed as (                -- one changes the last name once or twice, not more
    select contact
    from (
        select contact, left_last as last from pairs where is_other_last
        union
        select contact, right_last as last from pairs where is_other_last
    )
    group by contact
    having count(*) > 2
),
final as (
    select distinct contact, false as is_crowded from pairs where is_other_first or is_other_birth
    union
    select contact, false as is_crowded from changed
    union
    select contact, true as is_crowded from used where keys >= $crowd
)
select * from final order by contact
