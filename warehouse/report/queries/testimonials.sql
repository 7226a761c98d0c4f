select count(distinct customer_id) as customers, count(distinct aspect) as aspects from report.testimonials
