-- Files of the inbox that were rewritten without an erased person's records: their content, and what they are known as.

create table ops.rewritten_files (
    sha256 varchar not null,
    file_id varchar not null                -- in ops.files
);
