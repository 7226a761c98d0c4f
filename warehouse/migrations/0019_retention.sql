-- Records that are kept for a time only: how old those of an original are, and which bytes are still to go.

create table ops.ages_of_originals (        -- files of inbox/ and loaded/ whose source has a retention period
    sha256 varchar not null,                -- of the file as it lies there
    path varchar not null,                  -- when it was delivered
    description_version varchar not null,   -- as which the times of its records were read
    oldest_at timestamptz,                  -- of what it holds; null where it holds nothing
    refused varchar                         -- why it cannot be rewritten; null where it can
);

create table ops.to_compact (               -- runs that took rows out whose bytes are still in free blocks
    run_id varchar not null
);

alter table ops.rewritten_files add column lacks bigint[];  -- lines taken out of it, where others moved up for them
