-- A file has one entry: what became of it when it was last loaded.
delete from ops.files where file_id = $file_id;

insert into ops.files by name
select
    $file_id as file_id,
    $path as path,
    $sha256 as sha256,
    $source as source,
    $description_version as description_version,
    $bytes as bytes,
    $delivered_at as delivered_at,
    $load_order as load_order,
    $lines as lines,
    $loaded as loaded,
    $rejected as rejected,
    $duplicate as duplicate,
    $status as status,
    $message as message,
    $open_questions as open_questions,
    $run_id as run_id;
