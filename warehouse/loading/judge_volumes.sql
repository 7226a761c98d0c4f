-- Holds those deliveries that were never published and are far from what is usual for their source.
-- Usual is the median of its latest published deliveries, from four on; what was accepted among them is usual, too.
delete from ops.volume_holds where accepted_at is null;

insert into ops.volume_holds by name
with latest as (
    select file_id, source, volumes.lines, fresh
    from ops.usual_volumes volumes
    join ops.files using (file_id, source)
    qualify row_number() over (partition by source order by load_order desc) <= 24
),
median as (
    select source, median(lines) as lines, median(fresh) as fresh
    from latest
    group by source
    having count(*) >= 4
),
accepted as (
    select source, min(lines) as least_lines, min(fresh) as least_fresh, max(fresh) as most_fresh
    from ops.volume_holds
    where accepted_at is not null and file_id in (select file_id from latest)
    group by source
),
usual as (
    select
        source,
        median.lines as usual_lines,
        median.fresh as usual_fresh,
        least(median.lines, least_lines) as low_lines,
        least(median.fresh, least_fresh) as low_fresh,
        greatest(median.fresh, most_fresh) as high_fresh
    from median
    left join accepted using (source)
),
too_old as (                -- a cumulative export brings them every time
    select file_id, count(*) as lines
    from ops.rejects
    where starts_with(reason, $too_old) or starts_with(reason, $outdone)
    group by file_id
),
unpublished as (
    select file_id, source, files.lines, loaded + rejected - coalesce(too_old.lines, 0) as fresh
    from ops.files files
    left join too_old using (file_id)
    where status = 'loaded'
        and file_id not in (select file_id from ops.usual_volumes)
        and file_id not in (select file_id from ops.volume_holds)
),
final as (
    select file_id, source, lines, fresh, usual_lines, usual_fresh
    from unpublished
    join usual using (source)
    where
        -- Of a cumulative export, what is new counts, and a few more than few are no flood.
        fresh >= greatest(10 * high_fresh, usual_lines / 10, 10)
        -- Neither an export of the changes alone nor a quiet night of a cumulative one is a loss.
        or (usual_lines >= 10 and lines < low_lines and 10 * lines <= low_lines and 10 * fresh <= low_fresh)
)
select * from final;
