-- How well it is known who the ideal customer is; nothing where nobody asks.
select how, customers_with_fit, is_used, reason from report.ideal_quality
