-- How many to speak to, of whom the list of `voc follow-up` consists; and public complaints that wait for an answer,
-- which needs neither an address nor a contact.
with final as (
    select
        count(*) as speakers,
        count(*) filter (is_due) as due,
        count(*) filter (is_overdue) as overdue,
        count(*) filter ((is_due or is_overdue) and side = 'complaint') as complaining,
        count(*) filter ((is_due or is_overdue) and side = 'praise') as praising,
        count(*) filter (ask_for_review) as to_review,
        count(*) filter (answer_by is not null and is_answerable) as waiting,
        count(*) filter (answer_by < as_of and is_answerable) as late
    from (
        select *,
               coalesce(
                   excluded_because not in ('opted_out', 'erased', 'contacted', 'muted', 'long_ago'), true
               ) as is_answerable
        from report.follow_up
    )
)
select * from final
