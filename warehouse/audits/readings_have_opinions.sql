-- What a new file read in an opinion that is not there counts for nothing.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        path || ': ' || count(*) || ' readings of opinions that are not in core.opinions' as message
    from core.readings
    join ops.files using (file_id)
    where list_contains(getvariable('news'), file_id)
        and opinion_id not in (select opinion_id from core.opinions)
    group by path
)
select * from final
