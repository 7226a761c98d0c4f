with scored as (            -- what its rating says, else its answers; several on both sides are neutral
    select feedback_id,
           case polarity when 1 then 'positive' when -1 then 'negative' else 'neutral' end as score_polarity
    from core.opinions
    where aspect = 'overall' and origin in ('rating', 'nps', 'csat', 'ces')
),
read as (                   -- feedback that has both a score and words
    select s.score_polarity, f.source, coalesce(f.language, 'unknown') as language, f.sentiment,
           f.has_text_score_conflict,
           hash(coalesce(f.customer_id, f.author_id, f.feedback_id)) as speaker
    from core.feedback f
    join scored s using (feedback_id)
    where coalesce(f.text, f.title) is not null and f.sentiment is not null
),
bases as (
    select source, language, score_polarity,
           count(*) as scored_feedback,
           count(distinct speaker) as scored_customers
    from read
    group by source, language, score_polarity
),
counted as (
    select source, language, score_polarity, sentiment,
           count(*) as feedback,
           count(distinct speaker) as customers,
           count(*) filter (has_text_score_conflict) as conflicts
    from read
    group by source, language, score_polarity, sentiment
),
cells as (                  -- every reading has its row, so that no row's existence tells how anybody wrote
    select *, scored_customers >= getvariable('privacy_floor') as is_shown
    from bases
    cross join (select unnest(['negative', 'neutral', 'positive', 'mixed']) as sentiment)
    left join counted using (source, language, score_polarity, sentiment)
),
final as (
    select source, language, score_polarity, sentiment, scored_feedback, scored_customers,
           if(is_shown, coalesce(feedback, 0), null) as feedback,
           if(is_shown, coalesce(customers, 0), null) as customers,
           if(is_shown, coalesce(feedback, 0) / scored_feedback, null) as share,
           if(is_shown, coalesce(conflicts, 0), null) as conflicts,
           publication_status(scored_feedback, scored_customers, getvariable('indicative_below'),
                              getvariable('privacy_floor')) as status
    from cells
)
select * from final
