-- What is no longer there, or is kept for ever now, needs no note: if that changes, it is looked at again.
delete from ops.ages_of_originals
where sha256 in (select sha256 from looked_at)
    or (
        $is_all
        and sha256 not in (
            select at_hand.sha256 from at_hand join ops.files files using (file_id) join periods using (source)
        )
    );

insert into ops.ages_of_originals by name
select distinct on (looked_at.sha256)
    looked_at.sha256, looked_at.path, files.description_version, oldest_at, refused
from looked_at
join ops.files files using (file_id);
