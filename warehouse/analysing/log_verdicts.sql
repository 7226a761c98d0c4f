-- What a run said that was never published was not said.
delete from ops.verdict_log
where run_id in (select run_id from ops.runs where status in ('killed', 'failed'));

-- What fewer persons than the privacy floor are in would tell of them by its name, when they are long gone.
create or replace temp table unnamed_segments as
with logged as (
    select dimension, segment from ops.verdict_log
    union
    select dimension, segment from report.divergence
),
final as (                  -- a dimension that is no longer asked for tells of nobody who has left
    select logged.dimension, logged.segment
    from logged
    left join report.segments segments using (dimension, segment)
    where logged.dimension <> 'all'
        and logged.segment <> 'unknown'
        and coalesce(segments.status, 'suppressed') = 'suppressed'
        and logged.dimension in (select dimension from report.segments)
)
select * from final;

delete from ops.verdict_log where (dimension, segment) in (from unnamed_segments);

insert into ops.verdict_log by name
with last_said as (
    select
        aspect,
        dimension,
        segment,
        window_days,
        arg_max(verdict, logged_at) as verdict
    from ops.verdict_log
    group by aspect, dimension, segment, window_days
),
final as (
    select
        $run_id as run_id,
        now() as logged_at,
        said.aspect,
        said.dimension,
        said.segment,
        said.window_days,
        last_said.verdict as previous_verdict,
        said.verdict,
        said.reason
    from report.divergence said
    left join last_said
        on last_said.aspect = said.aspect
        and last_said.dimension = said.dimension
        and last_said.segment = said.segment
        and last_said.window_days is not distinct from said.window_days
    where last_said.verdict is distinct from said.verdict
        and (said.dimension, said.segment) not in (from unnamed_segments)
)
select * from final;

update ops.verdict_log
set reason = null               -- of a verdict on others that points to such a segment
where exists (
    from unnamed_segments
    where contains(verdict_log.reason, replace(concat(unnamed_segments.dimension, ' ', unnamed_segments.segment), '_', ' '))
);
