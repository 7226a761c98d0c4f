-- Which times can be true, as a fresh load would judge it: a clock that was wrong in an earlier run is forgotten.
update core.feedback
set is_created_at_credible = not is_created_at_credible
from ops.files
where files.file_id = feedback.file_id
    and created_at is not null
    and is_created_at_credible <> (created_at between $earliest and greatest($latest, files.delivered_at + $tolerance));

update core.contacted
set is_contacted_at_credible = not is_contacted_at_credible
from ops.files
where files.file_id = contacted.file_id
    and is_contacted_at_credible <> (contacted_at between $earliest and greatest($latest, files.delivered_at + $tolerance));
