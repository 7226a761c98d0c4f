-- What the questions of surveys were taken for: a later file of the same question is read in the same way.
create table ops.questions (
    source varchar not null,
    column_name varchar not null,
    wording varchar not null,               -- redacted
    metric varchar not null,                -- nps, csat, ces, rating, text, segment, none
    survey varchar,
    aspect varchar,
    attribute varchar,
    scale_min double,
    scale_max double,
    is_reversed boolean not null,
    labels varchar,
    reason varchar not null,
    file_id varchar not null
);
