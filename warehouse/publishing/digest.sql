-- A digest of a relation's rows that does not depend on their order (core.feedback stands for any relation).
select count(*) as rows, coalesce(sum(md5_number_lower(whole::varchar)), 0)::varchar as digest
from core.feedback whole
