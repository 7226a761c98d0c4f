select
    (select count(*) from settled where outcome <> 'duplicate') as loaded,
    (select count(*) from settled where outcome = 'duplicate') as duplicate,
    (select count(distinct line) from incoming_rejects) as rejected
