-- Files and folders of the inbox that may not be read.
with found as (select unnest(getvariable('unreadable')) as path),
final as (
    select
        'warned' as status,
        count(*) as figure,
        string_agg(path, ', ' order by path) || ' ' || getvariable('closed') as message
    from found
    having count(*) > 0
)
select * from final
