-- Files that were refused or that no source knows, by the name under which they came last.
select path, status
from ops.files
qualify status <> 'loaded' and row_number() over (partition by path order by load_order desc) = 1
order by path
