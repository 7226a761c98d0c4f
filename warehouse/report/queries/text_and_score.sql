-- Over the cells that are not suppressed: what has a score at one pole, and of it what was read at the other.
select
    coalesce(sum(feedback) filter (score_polarity = 'positive'), 0)::bigint as praised,
    sum(feedback) filter (score_polarity = 'positive' and sentiment = 'negative') / praised as praised_negative_share,
    coalesce(sum(feedback) filter (score_polarity = 'negative'), 0)::bigint as complained,
    sum(feedback) filter (score_polarity = 'negative' and sentiment = 'positive') / complained as complained_positive_share,
    coalesce(sum(conflicts), 0)::bigint as conflicts
from report.text_and_score
