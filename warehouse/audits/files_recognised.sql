-- A file that nobody could read, on the night it comes.
with final as (
    select 'warned' as status, lines as figure, path || ': ' || coalesce(message, status) as message
    from ops.files
    where status <> 'loaded' and list_contains(getvariable('news'), file_id)
)
select * from final
