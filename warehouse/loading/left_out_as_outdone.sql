-- Files of which lines are left out for a newer version that was too old, under a period that is no longer so.
select distinct file_id
from ops.rejects
join ops.files files using (file_id)
left join periods_now using (source)
where starts_with(rejects.reason, $outdone) and rejects.reason is distinct from periods_now.reason
