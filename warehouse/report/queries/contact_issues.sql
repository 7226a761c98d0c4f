-- How many contacts have each issue, the gravest first; a missing attribute is an issue of its own.
with counted as (
    select
        issue,
        severity,
        attribute,
        max(importance) as importance,
        count(distinct (source, contact_key)) as contacts,
        count(*) filter (is_corrected) as corrected,
        array_position(['high', 'medium', 'low'], severity) as rank
    from report.contact_hygiene
    group by issue, severity, attribute
),
final as (
    select * exclude (rank)
    from counted
    order by rank, importance desc nulls first, contacts desc, issue, attribute
)
select * from final
