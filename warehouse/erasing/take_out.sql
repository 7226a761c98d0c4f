-- Takes records out of the tables that are kept from run to run; the others are built anew. Their lines count as
-- rejected, and nothing of what stood in them is kept.

-- Of a file that was refused or withdrawn, nothing is in them, and each line counts as rejected already.
delete from gone_lines where file_id not in (select file_id from ops.files where status = 'loaded');

-- A line of theirs was loaded, whatever replaced it since, or was a duplicate. Where it was replaced before that was
-- noted of lines, it is taken for a duplicate as long as there are any.
create or replace temp table once_loaded as
select file_id, line from gone_loaded
union
select file_id, line from ops.replaced_lines;

update ops.files
set loaded = files.loaded - gone.loaded - greatest(gone.others - files.duplicate, 0),
    duplicate = files.duplicate - least(gone.others, files.duplicate),
    rejected = files.rejected + gone.loaded + gone.others
from (
    select
        file_id,
        count(*) filter ((file_id, line) in (select (file_id, line) from once_loaded)) as loaded,
        count(*) filter ((file_id, line) not in (select (file_id, line) from once_loaded)) as others
    from gone_lines
    where (file_id, line) not in (select (file_id, line) from ops.rejects)
    group by file_id
) gone
where files.file_id = gone.file_id;

delete from ops.replaced_lines where (file_id, line) in (select (file_id, line) from gone_lines);

delete from ops.rejects where (file_id, line) in (select (file_id, line) from gone_lines);

insert into ops.rejects by name
select file_id, line, null as column_name, reason, null as raw from gone_lines;

insert into ops.to_compact select $run_id where exists (from gone_lines);

delete from core.identity_decisions where (file_id, line) in (select (file_id, line) from gone_lines);
delete from core.settlements where (file_id, line) in (select (file_id, line) from gone_lines);

delete from core.records where record_id in (from gone_records);
delete from core.feedback where feedback_id in (from gone_records);
delete from core.feedback_segments where feedback_id in (from gone_records);
delete from core.survey_answers where feedback_id in (from gone_records);
delete from core.ratings where feedback_id in (from gone_records);
delete from core.feedback_attributes where feedback_id in (from gone_records);
delete from core.clause_opinions where feedback_id in (from gone_records);
delete from core.opinions where feedback_id in (from gone_records);
delete from core.stances where feedback_id in (from gone_records);
delete from core.answer_weights where split_part(response_id, ':', 1) in (from gone_records);
delete from core.readings where reading_id in (from gone_records);
delete from core.invitations where invitation_id in (from gone_records);
delete from core.contacted where contact_id in (from gone_records);
delete from core.deals where deal_id in (from gone_records);
delete from core.deal_stages where stage_id in (from gone_records);
delete from core.delivered_links where record_id in (from gone_records);
