-- As measured, in the languages that the feedback is in; the rates that correct are made of these.
with spoken as (
    select distinct coalesce(language, 'unknown') as language from core.feedback where text is not null
),
final as (
    select *, coalesce(aspect, 'overall') <> 'overall' as is_by_aspect
    from report.model_quality
    semi join spoken using (language)
    where model not in ('sentiment as used', 'opinions as used')
)
select * from final
order by is_by_aspect, model, aspect, language = 'unknown', n desc, language
