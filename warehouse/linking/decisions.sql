-- What was decided last of each pair; a decision that was taken back leaves none.
with latest as (
    select left_key, right_key,
           arg_max(decision, (coalesce(decided_at, delivered_at), delivered_at, path, line)) as decision
    from core.identity_decisions
    join ops.files files using (file_id)
    where left_key <> right_key
    group by left_key, right_key
),
final as (
    select left_key, right_key, decision = 'same' as is_same from latest where decision <> 'undecided'
)
select * from final order by left_key, right_key
