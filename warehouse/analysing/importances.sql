-- How much of what was said is in 'unknown' because a source does not know an attribute of its contacts: the share
-- of all feedback, in that of the attribute's dimensions that suffers most. Told or merged segments are no 'unknown'.
with lacking as (
    select distinct needs.source, needs.attribute, needs.dimension, contacts.customer_id
    from needs
    join core.contacts using (source)
    where not list_contains(map_keys(contacts.attributes), needs.attribute)
),
unplaced as (
    select lacking.source, lacking.attribute, lacking.dimension, count(*) as feedback
    from lacking
    join core.feedback using (customer_id)
    left join core.feedback_segments segments
        on segments.feedback_id = feedback.feedback_id and segments.dimension = lacking.dimension
    where coalesce(segments.segment, 'unknown') = 'unknown'
    group by lacking.source, lacking.attribute, lacking.dimension
),
final as (
    select
        needs.source,
        needs.attribute,
        coalesce(max(unplaced.feedback), 0) / nullif((select count(*) from core.feedback), 0) as importance
    from needs
    left join unplaced using (source, attribute, dimension)
    group by needs.source, needs.attribute
)
select * from final
