-- The opinions to read, as a file that the source `readings` takes back.
select opinion_id, quote, language, aspect, null::varchar as polarity, would_decide
from report.to_verify
order by position
