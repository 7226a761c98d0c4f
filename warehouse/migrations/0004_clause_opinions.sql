-- What single clauses say of aspects, and where each feedback stands once they are put together.

create table core.clause_opinions (
    feedback_id varchar not null,
    position integer not null,              -- of the clause in title and text, in characters
    aspect varchar not null,
    pole varchar,
    polarity tinyint not null,              -- -1, 0, 1
    confidence double not null,
    quote varchar not null,
    span_start integer,                     -- in the text; null where the clause is in the title
    span_end integer
);

create table core.stances (
    feedback_id varchar not null,
    aspect varchar not null,
    opinion_id varchar not null,            -- the opinion that decides it, in core.opinions
    customer_id varchar,
    speaker varchar not null,
    pole varchar,
    polarity tinyint not null,              -- -1, 0, 1
    is_mixed boolean not null,
    origin varchar not null,
    confidence double not null,
    quote varchar,
    created_at timestamptz
);

alter table core.feedback add column question varchar;      -- of a survey, that the text answers
