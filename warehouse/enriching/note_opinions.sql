delete from core.clause_opinions where feedback_id in (select feedback_id from reading);

insert into core.clause_opinions by name
select * from reading_opinions;
