-- What is still asked of a file, and which files' findings were told.

alter table ops.files add column open_questions bigint default 0;
update ops.files
set open_questions = (length(message) - length(replace(message, 'Write in voc.toml', ''))) // 17
where status = 'loaded' and message is not null;

create table ops.told_files (               -- by a run that came to its end: audits need not warn of them again
    file_id varchar not null,
    run_id varchar not null                 -- that read it: what is read anew is told anew
);
insert into ops.told_files select file_id, run_id from ops.files;
