-- How many customers were read in each language: whole texts (overall), and what texts say of aspects.
with final as (
    select
        s.aspect = 'overall' as is_overall,
        coalesce(f.language, 'unknown') as language,
        count(distinct s.speaker) as customers
    from core.stances s
    join core.feedback f using (feedback_id)
    where s.origin = 'text' and s.polarity <> 0
    group by all
)
select * from final order by is_overall, language
