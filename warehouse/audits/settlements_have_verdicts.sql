-- A new settlement of a row that report.divergence does not have settles nothing.
with latest as (
    select aspect, dimension, segment, window_days,
           arg_max(action, (coalesce(settled_at, delivered_at), delivered_at, path, line)) as action,
           max_by(path, (coalesce(settled_at, delivered_at), delivered_at, path, line)) as path,
           max_by(file_id, (coalesce(settled_at, delivered_at), delivered_at, path, line)) as file_id
    from core.settlements
    join ops.files using (file_id)
    group by aspect, dimension, segment, window_days
),
lost as (
    select *
    from latest
    where action <> 'open' and list_contains(getvariable('news'), file_id) and not exists (
        from report.divergence judged
        where judged.aspect = latest.aspect
            and judged.dimension = latest.dimension
            and judged.segment = latest.segment
            and (latest.window_days is null or latest.window_days = judged.window_days)
    )
),
final as (
    select
        'warned' as status,
        count(*) as figure,
        path || ': ' || count(*) || ' settlements of verdicts that are not in report.divergence (such as '
            || min(concat_ws(', ', aspect, dimension, segment, window_days || ' days')) || '): compare the names, '
            || 'or open them again' as message
    from lost
    group by path
)
select * from final
