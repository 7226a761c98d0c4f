-- Files that cannot be read anew although their description has changed: a run reloads all that are there.
-- It is said once; what more is outdated later is said again.
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
told as (
    select message
    from ops.audits
    join ops.runs using (run_id)
    where audit = 'descriptions_current' and runs.status in ('done', 'warned')
),
found as (
    select
        sum(files) as figure,
        string_agg(files || ' files of ' || source, ', ' order by source)
            || ' were loaded under an earlier description and are no longer here: '
            || 'their records stay as it read them; put the files into the inbox again to have them read anew'
            as message
    from outdated
    having count(*) > 0
),
final as (select 'warned' as status, figure, message from found where message not in (from told))
select * from final
