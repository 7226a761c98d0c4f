select
    case
        when files.sha256 = $sha256 then []::bigint[]
        when rewritten.numbered_by = files.sha256 then coalesce(rewritten.lacks, [])
    end as lacks
from ops.files files
left join ops.rewritten_files rewritten on rewritten.sha256 = $sha256
where files.file_id = $file_id
