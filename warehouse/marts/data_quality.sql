with spans as (             -- the times that a file's feedback carries
    select file_id,
           min(created_at) filter (is_created_at_credible) as first_record_at,
           max(created_at) filter (is_created_at_credible) as last_record_at,
           count(*) filter (created_at is not null and not is_created_at_credible) as incredible_times
    from core.feedback
    group by file_id
),
new_columns as (
    select file_id, 'new columns: ' || string_agg('"' || column_name || '"', ', ' order by column_name) as warning
    from ops.source_columns
    where is_new
    group by file_id
),
left_out as (               -- no fault of the file
    select file_id, count(distinct line) as lines from ops.rejects
    where reason = 'belongs to a person who was erased' or starts_with(reason, 'left out: ')
    group by file_id
),
judged as (
    select f.*, s.first_record_at, s.last_record_at,
           nullif(concat_ws('; ',
               case f.status when 'unrecognised' then 'not recognised' when 'rejected' then 'file rejected'
                    when 'withdrawn' then 'withdrawn' end,
               case when f.status = 'loaded' and f.lines = 0 then 'no lines' end,
               case when f.status = 'loaded'
                        and f.rejected - coalesce(e.lines, 0) > getvariable('rejected_share_warned') * f.lines
                    then printf('%.1f %% of lines rejected',
                                100.0 * (f.rejected - coalesce(e.lines, 0)) / f.lines) end,
               case when s.incredible_times > 0
                    then printf('%d times not credible', s.incredible_times) end,
               case when h.accepted_at is not null
                    then printf('unusual volume, accepted: %d lines (usually %.0f), %d of them new (usually %.0f)',
                                h.lines, h.usual_lines, h.fresh, h.usual_fresh) end,
               c.warning,
               nullif(regexp_extract(
                    f.message, '[0-9,]+ texts look as if they had been read in a wrong encoding'), '')),
               '') as warning
    from ops.files f
    left join spans s using (file_id)
    left join ops.volume_holds h using (file_id)
    left join new_columns c using (file_id)
    left join left_out e using (file_id)
),
final as (
    select file_id, path as file, source, delivered_at, lines, loaded, rejected, duplicate,
           first_record_at, last_record_at, warning
    from judged
)
select * from final
