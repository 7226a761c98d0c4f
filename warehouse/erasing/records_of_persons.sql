-- What erased persons left in the tables: records, their lines, and lines that their originals still tell.
create or replace temp table gone_feedback as
select feedback_id from core.feedback
where speaker_key in (select key from erased_keys) or customer_id in (select key from erased_keys);

create or replace temp table gone_records as
select feedback_id as record_id from gone_feedback
union
select invitation_id from core.invitations where customer_key in (select key from erased_keys)
union
select contact_id from core.contacted where customer_key in (select key from erased_keys)
union
select deal_id from core.deals
where customer_key in (select key from erased_keys) or customer_id in (select key from erased_keys)
union
select record_id from core.customer_records where customer_key in (select key from erased_keys)
union
select record_id from core.delivered_links
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys)
union
select reading_id from core.readings where split_part(opinion_id, ':', 1) in (from gone_feedback);

create or replace temp table gone_decisions as
select file_id, line from core.identity_decisions
where left_key in (select key from erased_keys) or right_key in (select key from erased_keys);

insert into gone_records
select record_id from core.records
where (file_id, line) in (select (file_id, line) from gone_decisions)
    or (file_id, line) in (select (file_id, line) from reread_lines);

create or replace temp table gone_loaded as
select file_id, line from core.records where record_id in (from gone_records)
union
select file_id, line from core.customer_records where customer_key in (select key from erased_keys);

create or replace temp table gone_lines as
select file_id, line, $reason as reason
from (from gone_loaded union from gone_decisions union select file_id, line from reread_lines);
