-- What was decided last of each pair; a decision that was taken back leaves none.
with latest as (
    select left_key, right_key,
           arg_max(is_same, (coalesce(decided_at, '-infinity'), files.load_order, decision_id)) as is_same
    from core.identity_decisions
    join ops.files files using (file_id)
    where left_key <> right_key
    group by left_key, right_key
),
final as (select * from latest where is_same is not null)
select * from final order by left_key, right_key
