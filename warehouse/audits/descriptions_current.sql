-- Files that cannot be read anew although their description has changed: a run reloads all that are there.
with sources as (
    select unnest(getvariable('sources_now')) as source, unnest(getvariable('versions_now')) as version
),
outdated as (
    select source, count(*) as files
    from ops.files
    join sources using (source)
    where status = 'loaded' and description_version <> version
    group by source
),
final as (
    select
        'warned' as status,
        files as figure,
        files || ' files of ' || source || ' were loaded under an earlier description and are no longer here: '
            || 'their records stay as it read them; put the files into the inbox again to have them read anew'
            as message
    from outdated
)
select * from final
