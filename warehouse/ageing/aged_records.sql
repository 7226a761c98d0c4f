-- When files came: a time that cannot be true says nothing, and the run that loaded the file counts.
create or replace temp table came as
select
    file_id,
    least(if(delivered_at < $earliest, coalesce(runs.started_at, $now), delivered_at), $now) as came_at
from ops.files files
left join ops.runs runs using (run_id);

-- Lines of decisions and settlements: their rows stay although another of the same record counts.
create or replace temp table aged_lines as
with told as (
    select file_id, line, decided_at as told_at from core.identity_decisions
    union all
    select file_id, line, settled_at from core.settlements
)
select file_id, line
from told
join ops.files files using (file_id)
join periods using (source)
join came using (file_id)
where coalesce(if(told_at between $earliest and $latest, told_at, null), came_at) < periods.since;

-- The records in the tables that are older than their source's retention period. A time that cannot be true says
-- nothing: such a record is as old as its file's delivery. A reading goes with the feedback that it is of.
create or replace temp table aged_records as
with told as (
    select feedback_id as record_id, created_at as told_at from core.feedback
    union all
    select contact_id, contacted_at from core.contacted
    union all
    select reading_id, read_at from core.readings
    union all
    select invitation_id, invited_at from core.invitations
    union all
    select deal_id, greatest(created_at, if(closed_at is null, null, least(closed_at, $latest))) from core.deals
),
final as (
    select record_id
    from told
    join core.records records using (record_id)
    join periods using (source)
    join came on came.file_id = records.file_id
    where coalesce(if(told_at between $earliest and $latest, told_at, null), came_at) < periods.since
    union
    select record_id
    from core.records
    where (file_id, line) in (select (file_id, line) from (from aged_lines union all select file_id, line from reread_lines))
)
select * from final;

-- Those of which a newer version was too old. What a file told that may be withdrawn yet counts once it stays; and a
-- file that came later, and could not be loaded anew, may have told the version at hand again.
create or replace temp table outdone_records as
with unsettled as (
    select file_id from ops.volume_holds where accepted_at is null
    union
    select file_id from ops.files where open_questions > 0 and file_id not in (select file_id from ops.usual_volumes)
),
final as (
    select distinct records.record_id
    from core.records records
    join ops.files files using (file_id)
    join periods on periods.source = records.source
    join ops.aged_versions aged on aged.record_id = records.record_id and aged.since <= periods.since
    join ops.files aged_in on aged_in.file_id = aged.file_id
    where records.record_id not in (from aged_records)
        and aged.file_id not in (from unsettled)
        and outdoes(
            version_of(aged.version_at, aged_in.delivered_at, aged_in.path, aged.line),
            version_of(records.version_at, files.delivered_at, files.path, records.line),
            $latest
        )
        and not exists (
            from ops.files later
            where later.source = records.source
                and later.description_version = ''
                and later.status = 'loaded'
                and later.duplicate > 0
                and (later.delivered_at, later.path) > (aged_in.delivered_at, aged_in.path)
                and aged.version_at is not distinct from records.version_at
        )
)
select * from final;

create or replace temp table gone_records as
from aged_records
union
from outdone_records;

insert into gone_records
select reading_id from core.readings
where split_part(opinion_id, ':', 1) in (from gone_records) and reading_id not in (from gone_records);

create or replace temp table gone_lines as
with lines as (
    select file_id, line, record_id in (from outdone_records) as is_outdone
    from core.records
    where record_id in (from gone_records)
    union
    select file_id, line, false from aged_lines
    union
    select file_id, line, false from reread_lines
    where (file_id, line) not in (
        select (file_id, line) from ops.rejects
        where starts_with(reason, $too_old)
    )
)
select
    file_id,
    line,
    case
        when source not in (select source from periods) then 'left out: is of feedback that is no longer kept'
        when is_outdone then outdone_reason
        else reason
    end as reason
from lines
join ops.files using (file_id)
left join periods using (source);

create or replace temp table gone_loaded as
select file_id, line from core.records where record_id in (from gone_records)
union
select file_id, line from core.customer_records where (file_id, line) in (select (file_id, line) from gone_lines);

-- What goes now, out of tables or out of originals.
create or replace temp table taken_out as
select file_id, line from gone_lines where (file_id, line) not in (select (file_id, line) from ops.rejects)
union
select file_id, line from reread_lines;
