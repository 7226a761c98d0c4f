-- Lines of a rewritten file mean something only beside the content by whose lines its rows are known.
alter table ops.rewritten_files add column numbered_by varchar;   -- SHA-256 of the loaded content; null: of another
