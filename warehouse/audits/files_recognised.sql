-- A file that nobody could read.
with final as (
    select 'warned' as status, lines as figure, path || ': ' || coalesce(message, status) as message
    from ops.files
    where status <> 'loaded'
)
select * from final
