-- What the model took for a side, in the languages of which persons read something, with what they read in it.
with told as (
    select
        o.opinion_id,
        o.speaker,
        coalesce(f.language, 'unknown') as language,
        o.aspect,
        o.created_at,
        case when o.origin = 'reading' then o.read_polarity else o.polarity end as read_as,
        case when o.origin = 'reading' then o.polarity end as truth
    from core.opinions o
    join core.feedback f using (feedback_id)
    where o.origin in ('text', 'reading') and not (o.is_mixed and o.origin = 'text')
),
final as (
    select *
    from told
    where read_as <> 0 and language in (select language from told where truth is not null)
)
select * from final
