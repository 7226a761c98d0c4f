-- What the model had read in an opinion that a person read since: which opinions are read depends on it.
alter table core.opinions add column read_polarity tinyint;     -- -1, 0, 1; null unless a person read it
alter table core.stances add column read_polarity tinyint;      -- of all words on the aspect together
