select distinct least(left_key, right_key) as left_key, greatest(left_key, right_key) as right_key, rule
from core.delivered_links
