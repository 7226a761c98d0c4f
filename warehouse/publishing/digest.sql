-- A digest of a relation's rows that does not depend on their order (core.feedback stands for any relation).
insert into ops.digests
select $relation, count(*), coalesce(sum(md5_number_lower(whole::varchar)), 0)::varchar
from core.feedback whole
