-- What an audit told in earlier runs that came to their end: what stays as it is, is told once.
create or replace temp macro told_before(name) as (
    select coalesce(list(message), [])
    from ops.audits
    join ops.runs using (run_id)
    where audit = name
        and run_id <> getvariable('run_id')
        and runs.status in ('done', 'warned', 'unchanged')
);
