-- What persons read in opinions: known labels, in place of the model's estimates.

create table core.readings (                -- one row per opinion that was read: its latest reading
    reading_id varchar not null,
    opinion_id varchar not null,            -- in core.opinions
    polarity tinyint not null,              -- -1, 0, 1
    read_at timestamptz,
    file_id varchar not null
);

create table ops.trainings (                -- one row per training and language: what came of it
    run_id varchar not null,
    trained_at timestamptz not null,
    language varchar,                       -- null where the training itself failed
    texts bigint,
    held_out bigint,
    shipped_macro_f1 double,
    own_macro_f1 double,
    gain_low double,
    gain_high double,
    own_ece double,
    is_adopted boolean not null,
    reason varchar not null
);
