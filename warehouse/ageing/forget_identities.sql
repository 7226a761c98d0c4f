-- Who is behind keys that no other record of the source names, or that only old files told.
create or replace temp table named_keys as
with named as (
    select feedback_id as record_id, speaker_key as key from core.feedback
    union all
    select contact_id, customer_key from core.contacted
    union all
    select invitation_id, customer_key from core.invitations
    union all
    select deal_id, customer_key from core.deals
    union all
    select record_id, customer_key from core.customer_records
    union all
    select record_id, unnest([left_key, right_key]) from core.delivered_links
)
select source, key, record_id in (from gone_records) as is_gone
from named
join core.records using (record_id)
where key is not null;

create or replace temp table old_files as
select file_id from ops.files join came using (file_id) join periods using (source) where came_at < since;

create or replace temp table unnamed as
select source, customer_key
from private.identities identities
where source in (select source from periods)
    and (source, customer_key) not in (select (source, key) from named_keys where not is_gone)
    and (
        (source, customer_key) in (select (source, key) from named_keys where is_gone)
        or file_id in (from old_files)
    );

delete from private.identities where (source, customer_key) in (select (source, customer_key) from unnamed);
delete from private.contacts where (source, customer_key) in (select (source, customer_key) from unnamed);
