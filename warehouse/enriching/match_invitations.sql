-- Whom each invitation went to, and when they first answered that survey, at or after it and before they were
-- invited to it again. All metrics of a survey are one response. Of two invitations at one moment the last counts.
update core.invitations
set customer_id = matched.customer_id, responded_at = matched.responded_at
from (
    with invited as (
        select
            invitation_id,
            survey,
            keys.customer_id,
            invited_at,
            lead(invited_at) over (
                partition by survey, keys.customer_id order by invited_at, invitation_id
            ) as next_invited_at
        from core.invitations invitations
        left join core.customer_keys keys using (customer_key)
    ),
    answered as (
        select distinct survey, answers.customer_id, answered_at
        from core.survey_answers answers
        join core.feedback feedback using (feedback_id)
        where answers.customer_id is not null and answered_at is not null and is_created_at_credible
    ),
    responded as (
        select invitation_id, min(answered_at) as responded_at
        from invited
        join answered using (survey, customer_id)
        where answered_at >= invited_at and answered_at < coalesce(next_invited_at, 'infinity')
        group by invitation_id
    )
    select invitation_id, customer_id, responded_at
    from invited
    left join responded using (invitation_id)
) matched
where invitations.invitation_id = matched.invitation_id
    and (
        invitations.customer_id is distinct from matched.customer_id
        or invitations.responded_at is distinct from matched.responded_at
    );
