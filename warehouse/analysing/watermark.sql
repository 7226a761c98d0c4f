select
    (select max(created_at) from core.feedback where is_created_at_credible) as spoken_until,
    (select max(delivered_at) from ops.files) as delivered_until
