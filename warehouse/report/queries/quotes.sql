-- The quotes of the cells in $cells (a list of aspect, dimension, segment, window_days), the latest first.
with cells as (select unnest($cells, max_depth := 2)),
final as (
    select q.aspect, q.dimension, q.segment, q.side, q.language, q.quote, q.created_at
    from report.divergence_quotes q
    join cells c
        on q.aspect = c.aspect and q.dimension = c.dimension and q.segment = c.segment
        and q.window_days is not distinct from c.window_days
    order by q.aspect, q.dimension, q.segment, q.side, q.created_at desc nulls last, q.feedback_id
)
select * from final
