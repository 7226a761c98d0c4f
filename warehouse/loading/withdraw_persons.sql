-- Who a withdrawn file named; what another file names as well is told anew when that one is loaded anew.
delete from private.identities where file_id = $file_id;

delete from private.contacts
where (source, row_hash) in (select (source, row_hash) from core.records where file_id = $file_id);
