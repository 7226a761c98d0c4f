-- Files of the inbox that are still being written, by their names, for more than a day; the same ones are told once.
with final as (
    select
        'warned' as status,
        len(getvariable('unfinished')) as figure,
        array_to_string(getvariable('unfinished'), ', ') || ' ' || getvariable('unfinished_remedy') as message
)
select * from final where figure > 0 and message not in told_before('files_unfinished')
