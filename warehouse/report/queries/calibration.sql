select scenario, share, share_after, weekly_customers, reading, repetitions,
       false_trend, false_trend_low, false_trend_high, false_isolated, false_isolated_low, false_isolated_high,
       missed, missed_low, missed_high, weeks_to_call_median, customers_needed
from report.calibration
order by
    weekly_customers, list_position(['steady', 'sudden rise', 'slow rise'], scenario) nulls last, scenario, share,
    share_after, list_position(['ratings', 'whole texts', 'what texts say of aspects'], reading) nulls last, reading
