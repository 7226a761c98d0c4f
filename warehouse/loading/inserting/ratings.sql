insert into core.ratings by name
select
    winners.record_id || ':' || aspect as rating_id,
    winners.record_id as feedback_id,
    ratings.* exclude (line),
    $file_id as file_id
from incoming_ratings ratings
join winners using (line);
