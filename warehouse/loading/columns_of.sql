-- Which of the columns that its description does not read a file is the first of its source to have.
delete from ops.source_columns where file_id = $file_id;

insert into ops.source_columns by name
with unread as (select distinct unnest($unread::varchar[]) as column_name),
final as (
    select
        $source as source,
        column_name,
        $file_id as file_id,
        exists (
            from ops.files where source = $source and status = 'loaded' and load_order < $load_order
        ) as is_new
    from unread
    where column_name not in (select column_name from ops.source_columns where source = $source)
)
select * from final;
