-- What stands beside names that cannot be one person's: the address of a reception, a couple's telephone, a team's.
with named as (
    select distinct contact, first, last, families
    from features
    where contact is not null and first is not null and last is not null
),
final as (
    select distinct l.contact
    from named l
    join named r on l.contact = r.contact and (l.first, l.last) < (r.first, r.last)
    where not fitting_first(l.first, r.first, l.families, r.families)
        and not exchanged(l.first, l.last, l.families, r.first, r.last, r.families)
)
select contact from final order by contact
