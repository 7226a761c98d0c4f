-- Who is in each dimension's largest segments, by place; segments counts all of them. Dimensions of customers only.
with ranked as (
    select *,
           row_number() over (
               partition by dimension order by greatest(customers, speakers) desc, segment) as place,
           count(*) over (partition by dimension) as segments
    from report.segments
    where customers is not null and dimension <> 'all'
)
select dimension, segment, segments, place, customers, share_of_customers, unknown_share_of_customers, speakers,
       unknown_share_of_speakers, representation, invited, response_rate, response_low, response_high, status
from ranked
where place <= $largest
order by dimension, place
