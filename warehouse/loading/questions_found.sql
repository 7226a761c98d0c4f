-- What a question was taken for, in the keys of [questions] of voc.toml.
select
    source,
    column_name,
    wording,
    to_json({
        metric: metric,
        scale: if(metric in ('csat', 'ces', 'rating'), [scale_min, scale_max], null),
        is_reversed: if(metric in ('csat', 'ces', 'rating'), is_reversed, null),
        labels: labels,
        aspect: if(metric = 'rating', aspect, null),
        attribute: if(metric = 'segment', attribute, null)
    }) as said
from ops.questions
where metric <> 'none'
