-- What is still asked of a file.
alter table ops.files add column open_questions bigint default 0;
update ops.files
set open_questions = (length(message) - length(replace(message, 'Write in voc.toml', ''))) // 17
where status = 'loaded' and message is not null;
