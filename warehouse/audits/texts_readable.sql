-- New files whose texts look as if some tool had read them in a wrong encoding before they came here.
with found as (
    select path, regexp_extract(message, '([0-9,]+) texts look as if they had been read in a wrong encoding', 1) as texts
    from ops.files
    where status = 'loaded' and list_contains(getvariable('news'), file_id)
),
final as (
    select
        'warned' as status,
        replace(texts, ',', '')::bigint as figure,
        path || ': ' || texts || ' texts look as if they had been read in a wrong encoding; the file''s message in '
            || 'ops.files says where' as message
    from found
    where texts <> ''
)
select * from final
