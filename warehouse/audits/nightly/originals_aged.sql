-- Files that hold records which are not to be kept any more, and that cannot be written without them.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        string_agg(path || ' ' || refused, '; ' order by path)
            || ': they hold records that are older than their source''s retention period; '
            || 'move them out of the project, or delete them' as message
    from ops.ages_of_originals
    where refused is not null
    having count(*) > 0
)
select * from final
