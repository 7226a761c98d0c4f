select count(*) as pairs from report.identity_review
