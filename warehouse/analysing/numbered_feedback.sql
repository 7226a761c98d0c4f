-- Feedback by numbers, while it is judged.
create or replace temp table numbered_feedback as
select (row_number() over (order by feedback_id) - 1)::uinteger as number, feedback_id
from core.feedback
