-- Takes out everything that a file brought, before it is loaded anew under a changed description.
delete from core.clause_opinions
where feedback_id in (select feedback_id from core.feedback where file_id = $file_id);
delete from core.records where file_id = $file_id;
delete from ops.replaced_lines where file_id = $file_id;
delete from core.feedback where file_id = $file_id;
delete from core.survey_answers where file_id = $file_id;
delete from core.ratings where file_id = $file_id;
delete from core.feedback_attributes where file_id = $file_id;
delete from core.readings where file_id = $file_id;
delete from core.invitations where file_id = $file_id;
delete from core.identity_decisions where file_id = $file_id;
delete from core.contacted where file_id = $file_id;
delete from core.settlements where file_id = $file_id;
delete from core.deals where file_id = $file_id;
delete from core.deal_stages where file_id = $file_id;
delete from core.customer_records where history <> 'delivery' and file_id = $file_id;
create or replace temp table withdrawn as select version_id from core.profile_sightings where file_id = $file_id;
delete from core.profile_sightings where file_id = $file_id;
delete from core.customer_records
where version_id in (from withdrawn) and version_id not in (select version_id from core.profile_sightings);
delete from core.delivered_links where file_id = $file_id;
delete from ops.questions where file_id = $file_id;
delete from ops.rejects where file_id = $file_id;
