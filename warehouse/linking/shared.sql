-- What stands beside names that cannot be one person's: the address of a reception, a couple's telephone, a team's.
with named as (
    select distinct contact, first, last, families
    from features
    where contact is not null and first is not null and last is not null
),
counted as (select *, count(*) over (partition by contact) as names from named),
unlike as (                 -- a crowd is not compared: it would be the square of many
    select distinct l.contact
    from counted l
    join counted r on l.contact = r.contact and (l.first, l.last) < (r.first, r.last)
    where l.names < $crowd
        and not fitting_first(l.first, r.first, l.families, r.families)
        and not exchanged(l.first, l.last, l.families, r.first, r.last, r.families)
),
final as (
    select contact, false as is_crowded from unlike
    union all
    select distinct contact, true as is_crowded from counted where names >= $crowd
)
select * from final order by contact
