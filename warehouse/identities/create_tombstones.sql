create table if not exists private.tombstones (
    mark varchar not null,                  -- the pseudonym of a pseudonym that an erased person had
    is_pending boolean not null             -- not everything of theirs is gone yet
);
