-- Where each feedback stands, and who counts once: the speaker, or the company where colleagues do not speak
-- independently ($is_per_account). A long text that others wrote within days of its first was copied: it counts as the
-- first, and the copies are left out. Feedback goes by its number.
with stated as (
    select s.* replace (
        coalesce(case when $is_per_account then a.account_id end, s.speaker) as speaker
    )
    from core.stances s
    left join core.customer_accounts a using (customer_id)
),
speakers as (
    select feedback_id, any_value(speaker) as speaker from stated group by feedback_id
),
written as (
    select
        feedback_id,
        created_at,
        speaker,
        trim(regexp_replace(lower(concat_ws(' ', title, text)), '[^\p{L}\p{N}]+', ' ', 'g')) as words
    from core.feedback
    join speakers using (feedback_id)
    where created_at is not null
),
repeated as (
    select *, created_at - min(created_at) over (partition by words) as since_first
    from written
    where len(string_split(words, ' ')) >= $fewest_words
    qualify count(*) over (partition by words) > 1
),
bursts as (
    select
        feedback_id,
        speaker,
        first_value(speaker) over (
            partition by words, date_part('day', since_first) // $burst_days
            order by created_at, feedback_id
        ) as first_speaker
    from repeated
),
copies as (
    select feedback_id from bursts where speaker <> first_speaker
),
final as (
    select s.* replace (n.number as feedback_id)
    from stated s
    join numbered_feedback n using (feedback_id)
    anti join copies on copies.feedback_id = s.feedback_id
)
select * from final
