delete from ops.rewritten_files where sha256 = $sha256;

insert into ops.rewritten_files by name
select
    $sha256 as sha256,
    $file_id as file_id,
    $lacks::bigint[] as lacks,
    if($lacks is null, null, (select sha256 from ops.files where file_id = $file_id)) as numbered_by;
