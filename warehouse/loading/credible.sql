-- Which times can be true, as a fresh load would judge it: a clock that was wrong in an earlier run is forgotten. The
-- time of a file vouches for what it tells only where the clock is behind: where most files are from its future. It
-- matters only where the clock judges otherwise, or a time lies behind it.
create or replace temp table vouching as
select file_id, if(is_behind, greatest($latest, delivered_at + $tolerance), $latest) as latest
from ops.files
cross join (select quantile_disc(delivered_at, 0.5) > $latest as is_behind from ops.files);

update core.feedback
set is_created_at_credible = not is_created_at_credible
from vouching
where vouching.file_id = feedback.file_id
    and created_at is not null
    and (created_at > $latest or is_created_at_credible <> (created_at between $earliest and $latest))
    and is_created_at_credible <> (created_at between $earliest and latest);

update core.contacted
set is_contacted_at_credible = not is_contacted_at_credible
from vouching
where vouching.file_id = contacted.file_id
    and (contacted_at > $latest or is_contacted_at_credible <> (contacted_at between $earliest and $latest))
    and is_contacted_at_credible <> (contacted_at between $earliest and latest);
