select * from report.model_quality order by model, aspect nulls first, n desc, language
