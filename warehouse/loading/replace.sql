-- Takes out what earlier versions of the winning records said.
create or replace temp table replaced as select record_id from settled where outcome = 'replaces';
insert into ops.replaced_lines by name
select file_id, line from core.records where record_id in (from replaced);
delete from core.records where record_id in (from replaced);
delete from core.feedback where feedback_id in (from replaced);
delete from core.clause_opinions where feedback_id in (from replaced);
delete from core.survey_answers where feedback_id in (from replaced);
delete from core.ratings where feedback_id in (from replaced);
delete from core.feedback_attributes where feedback_id in (from replaced);
delete from core.readings where reading_id in (from replaced);
delete from core.invitations where invitation_id in (from replaced);
delete from core.contacted where contact_id in (from replaced);
delete from core.deals where deal_id in (from replaced);
delete from core.deal_stages where stage_id in (from replaced);
delete from core.customer_records where history = 'stated' and record_id in (from replaced);
delete from core.delivered_links where record_id in (from replaced);
