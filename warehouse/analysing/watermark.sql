-- A file from the future came when it was loaded.
select
    (select max(created_at) from core.feedback where is_created_at_credible) as spoken_until,
    (
        select max(least(delivered_at, coalesce(started_at + interval 1 day, delivered_at)))
        from ops.files
        left join ops.runs using (run_id)
    ) as delivered_until
