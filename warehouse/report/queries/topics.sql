-- The topics that most speakers raise and no aspect covers, and how many there are.
with final as (
    select
        title,
        languages,
        speakers,
        share,
        negative,
        positive,
        feedback,
        share_recent,
        share_before,
        quotes[1] as quote,
        count(*) over () as topics
    from report.emerging_topics
    order by speakers desc, topic_id
    limit $shown
)
select * from final
