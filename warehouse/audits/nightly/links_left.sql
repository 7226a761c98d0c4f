-- Symbolic links of the inbox are not followed; the same ones are told once.
with final as (
    select
        'warned' as status,
        len(getvariable('links')) as figure,
        array_to_string(getvariable('links'), ', ')
            || ': symbolic links are not followed, and nothing of them is loaded: copy the files themselves into the inbox'
            as message
)
select * from final where figure > 0 and message not in told_before('links_left')
