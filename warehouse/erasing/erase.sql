-- Takes everything of erased persons out of the tables that are kept from run to run; the others are built anew.
-- Their lines count as rejected, and nothing of what stood in them is kept.
create or replace temp table erased_feedback as
select feedback_id from core.feedback
where speaker_key in (select key from erased_keys) or customer_id in (select key from erased_keys);

create or replace temp table erased_records as
select feedback_id as record_id from erased_feedback
union
select invitation_id from core.invitations where customer_key in (select key from erased_keys)
union
select contact_id from core.contacted where customer_key in (select key from erased_keys)
union
select record_id from core.customer_records where customer_key in (select key from erased_keys)
union
select record_id from core.delivered_links
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys)
union
select reading_id from core.readings where split_part(opinion_id, ':', 1) in (from erased_feedback);

create or replace temp table erased_loaded as
select file_id, line from core.records where record_id in (from erased_records)
union
select file_id, line from core.customer_records where customer_key in (select key from erased_keys)
union
select file_id, line from core.identity_decisions
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);

create or replace temp table erased_lines as
select file_id, line from erased_loaded
union
select file_id, line from reread_lines;

-- A line of theirs was loaded, or was a duplicate, or was loaded and replaced by another file's since.
update ops.files
set loaded = files.loaded - erased.loaded - greatest(erased.others - files.duplicate, 0),
    duplicate = files.duplicate - least(erased.others, files.duplicate),
    rejected = files.rejected + erased.loaded + erased.others
from (
    select
        file_id,
        count(*) filter ((file_id, line) in (select (file_id, line) from erased_loaded)) as loaded,
        count(*) filter ((file_id, line) not in (select (file_id, line) from erased_loaded)) as others
    from erased_lines
    where (file_id, line) not in (select (file_id, line) from ops.rejects)
    group by file_id
) erased
where files.file_id = erased.file_id;

delete from ops.rejects where (file_id, line) in (select (file_id, line) from erased_lines);

insert into ops.rejects by name
select file_id, line, null as column_name, $reason as reason, null as raw from erased_lines
where file_id in (select file_id from ops.files);

-- Whose a rejected line was can only be told from its file: of files that are gone, nothing is shown any more.
update ops.rejects set raw = null where raw is not null and file_id not in (select file_id from files_at_hand);

delete from core.records where record_id in (from erased_records);
delete from core.feedback where feedback_id in (from erased_feedback);
delete from core.feedback_segments where feedback_id in (from erased_feedback);
delete from core.survey_answers where feedback_id in (from erased_feedback);
delete from core.ratings where feedback_id in (from erased_feedback);
delete from core.feedback_attributes where feedback_id in (from erased_feedback);
delete from core.clause_opinions where feedback_id in (from erased_feedback);
delete from core.opinions where feedback_id in (from erased_feedback);
delete from core.stances where feedback_id in (from erased_feedback);
delete from core.answer_weights
where split_part(response_id, ':', 1) in (from erased_feedback);
delete from core.readings where reading_id in (from erased_records);
delete from core.invitations where invitation_id in (from erased_records);
delete from core.contacted where contact_id in (from erased_records);
delete from core.delivered_links where record_id in (from erased_records);
delete from core.profile_sightings
where version_id in (
    select version_id from core.customer_records where customer_key in (select key from erased_keys)
);
delete from core.customer_records where customer_key in (select key from erased_keys);
delete from core.identity_decisions
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);
delete from core.likeness
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);
delete from core.identity_links
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);
delete from core.contacts where contact_key in (select key from erased_keys);
delete from core.customer_segments where customer_id in (select key from erased_keys);
delete from core.customer_accounts where customer_id in (select key from erased_keys);
delete from core.customers where customer_id in (select key from erased_keys);
delete from core.customer_keys where customer_key in (select key from erased_keys);
