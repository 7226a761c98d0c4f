-- Where each feedback stands, and who counts once: the speaker, or the company where colleagues do not speak
-- independently ($is_per_account). A long text that comes again and again within days was copied: all of such a burst
-- count as its first speaker.
with written as (
    select
        feedback_id,
        created_at,
        trim(regexp_replace(lower(concat_ws(' ', title, text)), '[^\p{L}\p{N}]+', ' ', 'g')) as words
    from core.feedback
    where created_at is not null
),
repeated as (
    select
        *,
        coalesce(created_at - lag(created_at) over by_time > to_days($burst_days), true) as is_first
    from written
    where len(string_split(words, ' ')) >= $fewest_words
    window by_time as (partition by words order by created_at, feedback_id)
    qualify count(*) over (partition by words) > 1
),
numbered as (
    select
        feedback_id,
        words,
        created_at,
        sum(is_first::integer) over (partition by words order by created_at, feedback_id) as burst
    from repeated
),
speakers as (
    select feedback_id, any_value(speaker) as speaker from core.stances group by feedback_id
),
copied as (
    select
        feedback_id,
        first_value(speaker) over (
            partition by words, burst order by created_at, feedback_id
        ) as speaker
    from numbered
    join speakers using (feedback_id)
),
final as (
    select s.* replace (
        n.number as feedback_id,
        coalesce(c.speaker, case when $is_per_account then a.account_id end, s.speaker) as speaker
    )
    from core.stances s
    join numbered_feedback n using (feedback_id)
    left join copied c on c.feedback_id = s.feedback_id
    left join core.customer_accounts a using (customer_id)
)
select * from final
