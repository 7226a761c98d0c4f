-- What persons read in opinions: known labels, in place of the model's estimates.

create table core.readings (                -- one row per opinion that was read: its latest reading
    reading_id varchar not null,
    opinion_id varchar not null,            -- in core.opinions
    polarity tinyint not null,              -- -1, 0, 1
    read_at timestamptz,
    file_id varchar not null
);
