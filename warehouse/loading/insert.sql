-- The winning records into core, and every reject into ops.
create or replace temp table winners as
select line, record_id, row_hash, version_at from settled where outcome <> 'duplicate';

insert into core.records by name
select record_id, $source as source, $file_id as file_id, line, row_hash, version_at from winners;

insert into core.feedback by name
select
    winners.record_id as feedback_id,
    $source as source,
    $channel as channel,
    coalesce(feedback.is_public, $is_public) as is_public,
    created_at is null or created_at between $earliest and $latest as is_created_at_credible,
    feedback.* exclude (line, is_public),
    $file_id as file_id
from incoming_feedback feedback
join winners using (line);

insert into core.survey_answers by name
select
    winners.record_id || ':' || survey || ':' || metric as answer_id,
    winners.record_id as feedback_id,
    answers.* exclude (line),
    feedback.created_at as answered_at,
    $file_id as file_id
from incoming_survey_answers answers
join winners using (line)
join incoming_feedback feedback using (line);

insert into core.ratings by name
select
    winners.record_id || ':' || aspect as rating_id,
    winners.record_id as feedback_id,
    ratings.* exclude (line),
    $file_id as file_id
from incoming_ratings ratings
join winners using (line);

insert into core.feedback_attributes by name
select winners.record_id as feedback_id, attributes.* exclude (line), $file_id as file_id
from incoming_feedback_attributes attributes
join winners using (line);

delete from core.customer_records       -- a younger file had brought the same version
where $history = 'version' and version_id in (select version_id from incoming_versions where is_brought);

insert into core.customer_records by name
select
    record_id,
    customer_key,
    account_key,
    is_account,
    $source as source,
    valid_from,
    attributes,
    $file_id as file_id,
    version_id,
    profile_id,
    $history as history,
    line
from incoming_versions
where is_brought;

insert into core.profile_sightings by name
select version_id, $file_id as file_id, line from incoming_versions where $history = 'delivery';

insert into core.readings by name                   -- a blank says nothing, and takes nothing back
select winners.record_id as reading_id, readings.* exclude (line), $file_id as file_id
from incoming_readings readings
join winners using (line)
where readings.polarity is not null;

insert into core.invitations by name
select winners.record_id as invitation_id, invitations.* exclude (line), $file_id as file_id
from incoming_invitations invitations
join winners using (line);

insert into core.identity_decisions by name         -- a blank decides nothing, and takes nothing back
select *, $file_id as file_id from incoming_decisions where decision is not null;

insert into core.contacted by name
select
    winners.record_id as contact_id,
    contacted_at between $earliest and $latest as is_contacted_at_credible,
    contacted.* exclude (line),
    $file_id as file_id
from incoming_contacted contacted
join winners using (line);

insert into core.settlements by name                -- all of them: what was said before may be said again
select *, $file_id as file_id from incoming_settlements;

insert into core.deals by name
select winners.record_id as deal_id, $source as source, deals.* exclude (line), told_won as is_won, told_closed as is_closed, $file_id as file_id
from incoming_deals deals
join winners using (line);

insert into core.deal_stages by name
select winners.record_id as stage_id, $source as source, stages.* exclude (line), $file_id as file_id
from incoming_deal_stages stages
join winners using (line);

insert into core.delivered_links by name
select winners.record_id, links.* exclude (line), $file_id as file_id
from incoming_delivered_links links
join winners using (line);

insert into ops.rejects by name
select $file_id as file_id, line, column_name, reason, raw from incoming_rejects;
