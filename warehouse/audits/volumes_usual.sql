-- A delivery ten times as large as usual, or a tenth of it, that nobody has accepted.
with held as (
    select path, holds.*, row_number() over (order by path) as number
    from ops.volume_holds holds
    join ops.files using (file_id)
    where accepted_at is null
),
final as (
    select
        'failed' as status,
        count(*) as figure,
        string_agg(
            path || ' has ' || lines || ' lines, ' || fresh || ' of them new, where ' || source
                || ' usually has ' || round(usual_lines)::bigint || ', ' || round(usual_fresh)::bigint || ' of them new',
            '; ' order by path
        ) filter (number <= 3) || if(count(*) > 3, '; and ' || (count(*) - 3) || ' more files', '')
            || '. If that is right, release it: voc run --accept; if not, take it out of the inbox, and the next run '
            || 'withdraws it'
            || if(len(getvariable('unreadable')) > 0, ' (that may wait until all of the inbox can be read)', '') as message
    from held
    having count(*) > 0
)
select * from final
