-- A file of the inbox that nobody could read; what was taken out of it asks for nothing.
with final as (
    select
        'warned' as status,
        lines as figure,
        path || ': ' || coalesce(message, status) || '. Mend that, or take the file out of the inbox' as message
    from ops.files
    where status not in ('loaded', 'withdrawn')
)
select * from final
