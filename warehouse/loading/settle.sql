-- Decides the fate of each record of the file being loaded: new, replaces (an earlier version), duplicate.
create or replace temp table settled as
with repeated as (
    select record_key from incoming_records group by record_key having count(*) > 1
),
alone as (
    select *, 1 as number
    from incoming_records anti join repeated using (record_key)
),
numbered as (              -- without a key, the nth of several equal rows is a record of its own
    select
        line,
        row_hash,
        version_at,
        if(is_keyed, record_key, substr(md5(record_key || ':' || number), 1, 24)) as record_id,
        is_keyed and is_repeated as is_told_again
    from (
        select *, false as is_repeated from alone
        union all by name
        select
            line,
            row_hash,
            version_at,
            record_key,
            is_keyed,
            row_number() over (partition by record_key order by line) as number,
            true as is_repeated
        from incoming_records semi join repeated using (record_key)
    )
),
ranked as (                -- within the file, the latest version of a record counts; of equal ones the first
    select line, row_hash, version_at, record_id, 1 as rank from numbered where not is_told_again
    union all by name
    select
        line,
        row_hash,
        version_at,
        record_id,
        row_number() over (
            partition by record_id
            order by version_at desc nulls last, last_line_of_row desc, line
        ) as rank
    from (
        select *, max(line) over (partition by record_id, row_hash) as last_line_of_row
        from numbered
        where is_told_again
    )
),
compared as (
    select
        ranked.*,
        known.row_hash as known_hash,
        version_of(known.version_at, files.delivered_at, files.path, 0) as known_version,
        version_of(ranked.version_at, $delivered_at, $path, 0) as version
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
        rank = 1 as is_latest,
        case
            when rank > 1 then 'duplicate'
            when known_hash is null then 'new'
            when known_hash = row_hash then 'duplicate'
            when outdoes(known_version, version, $latest) then 'duplicate'
            else 'replaces'
        end as outcome
    from compared
)
select * from final
