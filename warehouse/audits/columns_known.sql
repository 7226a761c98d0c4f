-- Columns that a source had not had before, in files that are published for the first time.
with final as (
    select
        'warned' as status,
        count(*) as figure,
        min(path) || ': new columns, which ' || columns.source || ' does not read: '
            || string_agg('"' || column_name || '"', ', ' order by column_name)
            || '. If they matter, name them in sources/' || columns.source || '.toml' as message
    from ops.source_columns columns
    join ops.files using (file_id)
    where is_new and file_id not in (select file_id from ops.usual_volumes)
    group by columns.source
)
select * from final
