insert into ops.trainings by name
select $run_id as run_id, now() as trained_at, outcomes.* from outcomes
