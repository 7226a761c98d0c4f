-- Where a feedback's words and its score say the opposite. Null where it has no score, or nothing was read.
alter table core.feedback add column has_text_score_conflict boolean;
