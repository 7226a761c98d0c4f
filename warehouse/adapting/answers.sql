select feedback_id, metric::varchar as metric, band from core.survey_answers
