select excluded_because, count(*) as speakers
from report.follow_up
where excluded_because is not null
group by excluded_because
order by speakers desc, excluded_because
