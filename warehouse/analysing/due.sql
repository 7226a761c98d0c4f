-- Who is on the list now, with what they said, the most urgent first.
with quoted as (
    select feedback_id, aspect, quote from core.stances
),
final as (
    select
        f.customer_id,
        f.reason,
        f.side,
        f.aspect,
        f.verdict,
        quoted.quote as said,
        f.spoke_at::date::varchar as spoke_on,
        f.due_from::varchar as due_from,
        f.due_until::varchar as due_until,
        f.answer_by::date::varchar as answer_by,
        f.is_overdue,
        f.consent as has_consent,
        row_number() over (
            order by
                list_position(
                    ['negative_public', 'detractor', 'negative', 'trend_resolved', 'mixed', 'promoter', 'praise'],
                    f.reason),
                f.due_until, f.customer_id
        ) as urgency
    from report.follow_up f
    left join quoted using (feedback_id, aspect)
    where f.is_due or f.is_overdue
)
select * from final
