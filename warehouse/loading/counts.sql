with fates as (             -- an older version of a customer is no duplicate where nobody told it before
    select outcome <> 'duplicate' or coalesce(is_new, false) as is_loaded
    from settled
    left join (select line, is_new from incoming_versions where $history <> 'stated') using (line)
)
select
    (select count(*) from fates where is_loaded) as loaded,
    (select count(*) from fates where not is_loaded) as duplicate,
    (select count(distinct line) from incoming_rejects) as rejected,
    (select count(distinct line) from incoming_rejects where starts_with(reason, $left_out)) as left_out
