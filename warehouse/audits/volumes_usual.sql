-- A delivery ten times as large as usual, or a tenth of it, that nobody has accepted.
with final as (
    select
        'failed' as status,
        count(*) as figure,
        string_agg(
            path || ' has ' || holds.lines || ' lines, ' || fresh || ' of them new, where ' || holds.source
                || ' usually has ' || round(usual_lines)::bigint || ', ' || round(usual_fresh)::bigint || ' of them new',
            '; ' order by path
        ) || '. If that is right, release it: voc run --accept; if it is wrong, take it out of inbox/ and run again'
            as message
    from ops.volume_holds holds
    join ops.files using (file_id)
    where accepted_at is null
    having count(*) > 0
)
select * from final
