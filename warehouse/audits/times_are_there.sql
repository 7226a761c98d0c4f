-- A new file that lacks columns of its source, and of whose feedback none has a time: it is in no period or window.
with undated as (
    select file_id, count(*) as feedback from core.feedback group by file_id having count(created_at) = 0
),
final as (
    select
        'warned' as status,
        feedback as figure,
        path || ': none of its ' || feedback || ' feedback has a time; ' || message as message
    from ops.files
    join undated using (file_id)
    where message like '%columns not in this file%' and list_contains(getvariable('news'), file_id)
)
select * from final
