-- Files of surveys with a question that is not read until a person says what it asks for.
with final as (
    select
        'warned' as status,
        open_questions as figure,
        path || ': ' || open_questions || if(open_questions = 1, ' question is', ' questions are')
            || ' not read until you say in voc.toml what is asked (`voc check` shows the lines to write); if the '
            || 'file is wrong, take it out of the inbox, and the next run withdraws it'
            || if(len(getvariable('unreadable')) > 0, ' (that may wait until all of the inbox can be read)', '') as message
    from ops.files
    where status = 'loaded' and open_questions > 0
)
select * from final
