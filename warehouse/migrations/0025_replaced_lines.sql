-- Lines that were loaded and that a later version of their record in another file replaced: they count as loaded in
-- their own file, and where they go for their age, or with a person, they are none of its duplicates.
create table if not exists ops.replaced_lines (
    file_id varchar not null,
    line bigint not null
);
