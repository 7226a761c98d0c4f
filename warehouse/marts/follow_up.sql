with watermark as (
    select max(created_at) as as_of, local_date(max(created_at), getvariable('time_zone')) as today
    from core.feedback
    where is_created_at_credible
),
judged as (                 -- everybody's verdict on the aspect: of the shortest window that decides, else of all time
    select aspect, verdict, since, coalesce(settlement = 'muted', false) as is_muted
    from report.divergence
    where dimension = 'all' and segment = 'all'
    qualify row_number() over (
        partition by aspect
        order by verdict is null or verdict = 'insufficient_evidence',
                 if(verdict is null or verdict = 'insufficient_evidence', -1, 1) * coalesce(window_days, 1000000)
    ) = 1
),
scored as (
    select feedback_id, bool_or(band = 'detractor') as is_detractor, bool_or(band = 'promoter') as is_promoter
    from core.survey_answers
    group by feedback_id
),
told as (                   -- sides taken, by whom and when; a time that cannot be true is none
    select s.speaker, f.customer_id, s.feedback_id, s.aspect, f.is_public, f.replied_at,
           case when s.is_mixed then 'both' when s.polarity < 0 then 'complaint' else 'praise' end as side,
           if(f.is_created_at_credible, f.created_at, null) as spoke_at,
           coalesce(is_detractor, false) as is_detractor,
           coalesce(is_promoter, false) as is_promoter,
           side = 'complaint' and f.is_public and f.replied_at is null as is_unanswered
    from core.stances s
    join core.feedback f using (feedback_id)
    left join scored using (feedback_id)
    where s.polarity <> 0 or s.is_mixed
),
latest as (                 -- who changed their mind holds their latest opinion; a public complaint still wants its answer
    select told.*
    from told
    left join (             -- neutral words take back what was said before, too
        select s.speaker, s.aspect, max(f.created_at) filter (f.is_created_at_credible) as last_at
        from core.stances s
        join core.feedback f using (feedback_id)
        group by s.speaker, s.aspect
    ) spoken using (speaker, aspect)
    where spoke_at is null or spoke_at = last_at or is_unanswered
),
weighed as (                -- a complaint about what has been resolved since is a reason to tell so
    select latest.*, judged.verdict, coalesce(is_muted, false) as is_muted,
           side = 'complaint' and coalesce(verdict = 'resolved', false) and not is_unanswered
               and coalesce(spoke_at < since, true) as is_resolved,
           if(is_resolved, greatest(since, spoke_at), spoke_at) as since_at,
           case when side = 'complaint' and is_public and not is_resolved then 'negative_public'
                when side = 'complaint' and is_resolved then 'trend_resolved'
                when side = 'complaint' and is_detractor then 'detractor'
                when side = 'complaint' then 'negative'
                when side = 'both' then 'mixed'
                when is_promoter then 'promoter'
                else 'praise' end as reason
    from latest
    left join judged using (aspect)
),
contacts as (               -- a day alone stands for its whole day; who was not reached was not contacted
    select customer_id,
           max(if(contacted_at = date_trunc('day', contacted_at), contacted_at + interval 1 day, contacted_at))
               filter (is_made) as until,
           max(contacted_at) filter (is_made) as contacted_at,
           arg_max(coalesce(outcome, 'reached'), (contacted_at, contact_id)) filter (is_made) as outcome,
           bool_or(outcome = 'opted_out') as has_opted_out,
           bool_or(outcome = 'erased') as is_erased
    from (select *, is_contacted_at_credible and outcome is distinct from 'not_reached' as is_made from core.contacted)
    group by customer_id
),
dated as (
    select weighed.* exclude (is_muted, is_resolved), as_of, today,
           contacts.contacted_at, contacts.outcome as contact_outcome, has_opted_out, is_erased,
           local_date(since_at, getvariable('time_zone')) as since_day,
           case when since_at is null then 'undated'
                when coalesce(contacts.until > since_at, false) then 'contacted'
                when is_muted then 'muted'
                when since_day + to_months(getvariable('follow_up_lapse_months')) < today
                    then 'long_ago' end as passed_over,
           is_resolved
    from weighed
    cross join watermark
    left join contacts using (customer_id)
),
chosen as (                 -- of a speaker's reasons the strongest that nothing speaks against
    select *
    from dated
    qualify row_number() over (
        partition by speaker
        order by passed_over is not null,
                 list_position(
                     ['negative_public', 'detractor', 'negative', 'trend_resolved', 'mixed', 'promoter', 'praise'],
                     reason),
                 since_at desc nulls last, aspect = 'overall', feedback_id, aspect
    ) = 1
),
known as (
    select chosen.*, c.customer_id is not null as is_in_crm, c.consent_to_contact as consent,
           coalesce(not c.is_active, false) or coalesce(c.churned_at <= as_of, false) as has_left,
           (since_day + if(is_resolved, to_months(0), to_months(getvariable('follow_up_from_months'))))::date
               as due_from,
           (since_day + to_months(getvariable('follow_up_until_months')))::date as due_until
    from chosen
    left join core.customers c using (customer_id)
),
excluded as (
    select *,
           case when has_opted_out then 'opted_out'
                when is_erased then 'erased'
                when not consent then 'no_consent'
                when passed_over = 'contacted' then 'contacted'
                when not is_in_crm then 'not_in_crm'
                when consent is null and getvariable('follow_up_needs_consent') then 'no_consent'
                when has_left then 'left'
                else passed_over end as excluded_because
    from known
),
final as (
    select speaker, customer_id, reason, side, feedback_id, aspect, verdict, spoke_at, due_from, due_until,
           if(is_unanswered, spoke_at + to_days(getvariable('follow_up_answer_within_days')), null) as answer_by,
           consent, contacted_at, contact_outcome, excluded_because,
           excluded_because is null and today between due_from and due_until as is_due,
           excluded_because is null and today > due_until as is_overdue,
           coalesce(
               contact_outcome = 'solved' and consent and not has_left
                   and coalesce(excluded_because not in ('opted_out', 'erased'), true)
                   and (passed_over = 'contacted' or side = 'praise'),
               false) as ask_for_review,
           as_of
    from excluded
)
select * from final
