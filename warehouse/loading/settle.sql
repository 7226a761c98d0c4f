-- Decides the fate of each record of the file being loaded: new, replaces (an earlier version), duplicate.
create or replace temp table settled as
with numbered as (         -- without a key, the nth of several equal rows is a record of its own
    select
        line,
        row_hash,
        version_at,
        if(
            is_keyed,
            record_key,
            substr(md5(record_key || ':' || row_number() over (partition by record_key order by line)), 1, 24)
        ) as record_id
    from incoming_records
),
ranked as (                -- within the file, the latest version of a record counts; of equal ones the first
    select
        *,
        row_number() over (
            partition by record_id
            order by version_at desc nulls last, last_line_of_row desc, line
        ) as rank
    from (
        select *, max(line) over (partition by record_id, row_hash) as last_line_of_row from numbered
    )
),
compared as (
    select
        ranked.*,
        known.row_hash as known_hash,
        known.version_at as known_version_at,
        files.delivered_at as known_delivered_at,
        files.path as known_path
    from ranked
    left join (from core.records where file_id <> $file_id) known using (record_id)
    left join ops.files files on files.file_id = known.file_id
),
final as (
    select
        line,
        record_id,
        row_hash,
        version_at,
        case
            when rank > 1 then 'duplicate'
            when known_hash is null then 'new'
            when known_hash = row_hash then 'duplicate'
            when coalesce(version_at, '-infinity') < coalesce(known_version_at, '-infinity') then 'duplicate'
            when coalesce(version_at, '-infinity') = coalesce(known_version_at, '-infinity')
                and (known_delivered_at, known_path) > ($delivered_at, $path)
                and known_delivered_at <= $latest then 'duplicate'      -- else a wrong clock wrote it
            else 'replaces'
        end as outcome
    from compared
)
select * from final
