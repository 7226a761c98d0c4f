-- Files of surveys with a question that is not read until a person says what it asks for.
with asked as (
    select path, (length(message) - length(replace(message, 'Write in voc.toml', ''))) // 17 as questions
    from ops.files
    where status = 'loaded'
),
final as (
    select
        'warned' as status,
        questions as figure,
        path || ': ' || questions || if(questions = 1, ' question is', ' questions are')
            || ' not read until you say in voc.toml what is asked; `voc check` shows the lines to write' as message
    from asked
    where questions > 0
)
select * from final
