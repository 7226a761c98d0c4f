-- As measured; the rates that correct are made of these.
select * from report.model_quality
where model not in ('sentiment as used', 'opinions as used')
order by model, aspect nulls first, language = 'unknown', n desc, language
