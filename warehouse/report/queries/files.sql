-- The latest deliveries; files counts all of them.
select file, source, delivered_at, lines, loaded, rejected, duplicate, warning, count(*) over () as files
from report.data_quality
order by warning is null, delivered_at desc, file, file_id
limit $latest
