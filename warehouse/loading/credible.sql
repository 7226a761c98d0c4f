-- Which times can be true, as a fresh load would judge it: a clock that was wrong in an earlier run is forgotten.
-- Only where the run's own clock judges otherwise, or a time lies behind it, does it matter when the file came.
update core.feedback
set is_created_at_credible = not is_created_at_credible
from ops.files
where files.file_id = feedback.file_id
    and created_at is not null
    and (created_at > $latest or is_created_at_credible <> (created_at between $earliest and $latest))
    and is_created_at_credible <> (created_at between $earliest and greatest($latest, files.delivered_at + $tolerance));

update core.contacted
set is_contacted_at_credible = not is_contacted_at_credible
from ops.files
where files.file_id = contacted.file_id
    and (contacted_at > $latest or is_contacted_at_credible <> (contacted_at between $earliest and $latest))
    and is_contacted_at_credible <> (contacted_at between $earliest and greatest($latest, files.delivered_at + $tolerance));
