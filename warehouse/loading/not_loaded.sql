-- Files that were refused or that no source knows; and whether nothing came later under their name.
select path, status, sha256, bytes, row_number() over (partition by path order by load_order desc) = 1 as is_last
from ops.files
qualify status <> 'loaded'
order by load_order
