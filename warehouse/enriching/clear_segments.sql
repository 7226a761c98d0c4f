delete from core.customers;
delete from core.customer_segments;
delete from core.feedback_segments;
create or replace temp table told_segments (feedback_id varchar, dimension varchar, segment varchar);
delete from core.merged_segments;
