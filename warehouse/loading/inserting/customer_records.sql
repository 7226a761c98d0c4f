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
