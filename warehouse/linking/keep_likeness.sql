delete from core.likeness;

insert into core.likeness by name
select * replace (map_from_entries(evidence) as evidence) from judged;

delete from core.likeness_version;

insert into core.likeness_version values ($version);
