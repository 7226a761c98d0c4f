-- The originals at hand that may hold records which are too old: they were not looked at, not as they are read now, or
-- held when they were something that has become too old since.
select at_hand.place
from at_hand
join ops.files files using (file_id)
join periods using (source)
left join ops.ages_of_originals known on known.sha256 = at_hand.sha256
where files.status = 'loaded'
    and (
        known.sha256 is null
        or known.description_version <> files.description_version
        or (known.oldest_at < periods.since and known.refused is null)
    )
order by place
