select a.audit, a.status, a.figure, a.message
from ops.audits a
join ops.publication p using (run_id)
order by a.status = 'passed', a.audit
