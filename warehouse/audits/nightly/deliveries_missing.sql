-- A source that usually comes, and did not: from four days of delivery on, where their gaps are regular.
with tonight as (from ops.runs where run_id = getvariable('run_id')),
came as (                   -- a file from the future came when it was loaded
    select source, if(arrivals.delivered_at > tonight.started_at + interval 1 day, loaded_in.started_at,
                      arrivals.delivered_at) as came_at
    from ops.arrivals arrivals
    join ops.files using (file_id)
    left join ops.runs loaded_in on loaded_in.run_id = files.run_id
    cross join tonight
    where files.status = 'loaded' and not list_contains(getvariable('ended'), source)
),
days as (                   -- several files of a day are one delivery
    select source, min(came_at) as came_at from came group by source, came_at::date
),
gaps as (                   -- in days; the latest twelve tell what is usual
    select
        source,
        came_at,
        (epoch(came_at) - epoch(lag(came_at) over (partition by source order by came_at))) / 86400 as gap
    from days
    qualify row_number() over (partition by source order by came_at desc) <= 12
),
usual as (                  -- the nine-in-ten gap bears weekends, and one delivery that was left out
    select source, max(came_at) as last_at, median(gap) as median_gap, quantile_disc(gap, 0.9) as long_gap
    from gaps
    group by source
    having count(gap) >= 3
),
due as (
    select
        *,
        to_timestamp(epoch(last_at) + 1.25 * long_gap * 86400) as due_at,
        to_timestamp(epoch(last_at) + greatest(10 * long_gap, 90) * 86400) as given_up_at
    from usual
    where long_gap <= 3 * median_gap
),
final as (
    select
        'warned' as status,
        long_gap as figure,
        source || ': usually comes every ' || if(round(median_gap) <= 1, 'day', round(median_gap)::int || ' days')
            || ', last on ' || strftime(last_at, '%Y-%m-%d') || ', due by ' || strftime(due_at, '%Y-%m-%d')
            || ', and did not come: look at its export; if it has ended, write has_ended = true under [sources.' || source
            || '] in voc.toml' as message
    from due
    cross join tonight
    where started_at > due_at and started_at <= given_up_at
)
select * from final
