-- The verdicts with what persons made of them: of those that name a row, the latest, whether of its window or of
-- all, where the verdict is not newer. One that was opened again is nobody's; one that was muted until a moment before the watermark is over.
create or replace table report.divergence as
with said as (
    select settlements.*, coalesce(settled_at, delivered_at) as said_at, delivered_at, path
    from core.settlements settlements
    join ops.files files using (file_id)
),
latest as (
    select
        judged.aspect,
        judged.dimension,
        judged.segment,
        judged.window_days,
        judged.as_of,
        judged.since,
        arg_max(
            struct_pack(action := action, assigned_to := assigned_to, until := until, said_at := said_at),
            (said_at, delivered_at, path, line)
        ) as last_said
    from report.divergence judged
    join said
        on said.aspect = judged.aspect
        and said.dimension = judged.dimension
        and said.segment = judged.segment
        and (said.window_days is null or said.window_days = judged.window_days)
    group by judged.aspect, judged.dimension, judged.segment, judged.window_days, judged.as_of, judged.since
),
standing as (
    select aspect, dimension, segment, window_days, last_said
    from latest
    where last_said.action <> 'open'
      and coalesce(last_said.said_at >= since, true)   -- what was said of the verdict before is not of this one
      and not (last_said.action = 'muted' and coalesce(last_said.until < as_of, false))
),
final as (
    select
        judged.*,
        last_said.action as settlement,
        last_said.assigned_to as settled_for,
        last_said.until as settled_until,
        last_said.said_at as settled_at
    from report.divergence judged
    left join standing
        on standing.aspect = judged.aspect
        and standing.dimension = judged.dimension
        and standing.segment = judged.segment
        and standing.window_days is not distinct from judged.window_days
)
select * from final;
