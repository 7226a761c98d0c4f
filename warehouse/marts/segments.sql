with members as (           -- who is in which segment now
    select dimension, segment, customer_id from core.customer_segments where valid_to is null
    union all
    select 'all' as dimension, 'all' as segment, customer_id from core.customers
),
spoken as (                 -- who spoke while in which segment
    select g.dimension, g.segment, feedback_id, coalesce(f.customer_id, f.author_id, feedback_id) as speaker
    from core.feedback_segments g
    join core.feedback f using (feedback_id)
),
periods as (
    select dimension, segment, customer_id, coalesce(valid_from, '-infinity') as valid_from
    from core.customer_segments
),
asked as (                  -- of what time nobody knows is now, as with feedback
    select d.dimension, i.customer_id, coalesce(i.customer_id, i.invitation_id) as invitee,
           coalesce(i.invited_at, 'infinity') as invited_at, i.responded_at is not null as has_responded
    from core.invitations i
    cross join (select distinct dimension from periods) d
),
invited_in as (             -- who was invited while in which segment
    select a.dimension, coalesce(p.segment, 'unknown') as segment, a.invitee, a.has_responded
    from asked a
    asof left join periods p
      on p.customer_id = a.customer_id and p.dimension = a.dimension and p.valid_from <= a.invited_at
    union all
    select 'all' as dimension, 'all' as segment, coalesce(customer_id, invitation_id) as invitee,
           responded_at is not null as has_responded
    from core.invitations
),
people as (                 -- everybody of whom a row tells anything
    select dimension, segment, count(distinct person) as people
    from (
        select dimension, segment, hash(customer_id) as person from members
        union all
        select dimension, segment, hash(speaker) as person from spoken
        union all
        select dimension, segment, hash(invitee) as person from invited_in
    )
    group by dimension, segment
),
valued as (
    select dimension, segment, count(*) as customers,
           count(*) filter (is_active) as active_customers, count(is_active) as activity_known,
           count(lifetime_value) as value_known, sum(lifetime_value::decimal(38, 6)) as value_sum
    from members
    left join core.customers using (customer_id)
    group by dimension, segment
),
voiced as (
    select dimension, segment, count(*) as feedback, count(distinct hash(speaker)) as speakers
    from spoken
    group by dimension, segment
),
answered as (               -- by invitee: who was invited twelve times is one
    select dimension, segment, count(distinct invitee) as invited,
           count(distinct invitee) filter (has_responded) as responded
    from invited_in
    group by dimension, segment
),
merges as (
    select dimension, merged_into as segment, list(segment order by segment) as merged_from
    from core.merged_segments
    group by dimension, merged_into
),
wholes as (                 -- everybody in a dimension, and those of whom it knows the segment
    select dimension, sum(customers) as all_customers,
           coalesce(sum(customers) filter (segment <> 'unknown'), 0) as known_customers
    from valued
    group by dimension
),
speaking as (
    select dimension, count(distinct hash(speaker)) as all_speakers,
           count(distinct hash(speaker)) filter (segment <> 'unknown') as known_speakers
    from spoken
    group by dimension
),
cells as (                  -- each part of a row is shown from the privacy floor on, in persons behind it
    select p.dimension, p.segment, p.people, p.people >= getvariable('privacy_floor') as is_shown,
           if(w.dimension is null, null, coalesce(v.customers, 0)) as customers,
           coalesce(s.speakers, 0) as speakers,
           coalesce(s.feedback, 0) as feedback,
           if(v.customers >= getvariable('privacy_floor') and v.activity_known > 0, v.active_customers, null)
               as active_customers,
           if(v.value_known >= getvariable('privacy_floor'), v.value_known, null) as lifetime_value_known,
           if(v.value_known >= getvariable('privacy_floor'), v.value_sum, null) as lifetime_value,
           a.invited,
           if(a.invited >= getvariable('privacy_floor'), a.responded, null) as responded,
           w.all_customers, w.known_customers, k.all_speakers, k.known_speakers,
           sum(customers) filter (p.segment = 'unknown') over (partition by p.dimension) as unknown_customers,
           sum(speakers) filter (p.segment = 'unknown') over (partition by p.dimension) as unknown_speakers,
           sum(a.invited) over (partition by p.dimension) as dimension_invited,
           sum(a.responded) over (partition by p.dimension) as dimension_responded
    from people p
    left join valued v using (dimension, segment)
    left join voiced s using (dimension, segment)
    left join answered a using (dimension, segment)
    left join wholes w using (dimension)
    left join speaking k using (dimension)
),
shares as (
    select *,
           if(is_shown and segment <> 'unknown', customers / nullif(known_customers, 0), null) as share_of_customers,
           if(is_shown and segment <> 'unknown', speakers / nullif(known_speakers, 0), null) as share_of_speakers,
           share_difference_p(responded, invited, dimension_responded - responded, dimension_invited - invited)
               as response_p
    from cells
),
ranked as (
    select *, response_p * count(response_p) over (partition by dimension)
               / row_number() over (partition by dimension order by response_p nulls last) as step
    from shares
),
controlled as (             -- false discovery rate (Benjamini and Hochberg 1995) over the segments of a dimension
    select *, if(response_p is null, null, least(1, min(step) over (
               partition by dimension
               order by response_p nulls last range between current row and unbounded following))) as response_q
    from ranked
),
final as (
    select dimension, segment, customers, share_of_customers,
           if(dimension = 'all', null, coalesce(unknown_customers, 0) / nullif(all_customers, 0))
               as unknown_share_of_customers,
           active_customers,
           lifetime_value::double as lifetime_value,
           (lifetime_value / lifetime_value_known)::double as lifetime_value_mean,
           lifetime_value_known,
           speakers, feedback, share_of_speakers,
           if(dimension = 'all', null, coalesce(unknown_speakers, 0) / nullif(all_speakers, 0))
               as unknown_share_of_speakers,
           share_of_speakers / nullif(share_of_customers, 0) as representation,
           invited, responded, responded / invited as response_rate,
           wilson_low(responded, invited) as response_low,
           wilson_high(responded, invited) as response_high,
           response_p, response_q,
           coalesce(merged_from, []) as merged_from,
           publication_status(people, people, getvariable('indicative_below'), getvariable('privacy_floor')) as status
    from controlled
    left join merges using (dimension, segment)
)
select * from final
