-- The contacts of every source that keeps profiles, each in the version in force.
delete from core.contacts;

insert into core.contacts by name
with current as (
    select
        versions.source,
        versions.customer_key as contact_key,
        versions.customer_id,
        records.row_hash,
        coalesce(records.version_at, versions.valid_from, files.delivered_at) as changed_at,
        versions.attributes
    from profile_versions versions
    join core.records records using (record_id)
    join ops.files files on files.file_id = records.file_id
    qualify row_number() over (
        partition by versions.source, versions.customer_key
        order by versions.valid_from desc nulls last, versions.place desc
    ) = 1
),
final as (select * from current)
select * from final;
