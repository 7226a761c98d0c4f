select * from report.model_quality order by model, aspect nulls first, language = 'unknown', n desc, language
