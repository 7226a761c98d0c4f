-- A file of which more lines than the project tolerates could not be loaded.
with final as (
    select
        'warned' as status,
        rejected / lines as figure,
        path || ': ' || rejected || ' of ' || lines || ' lines rejected; the reasons are in ops.rejects' as message
    from ops.files
    where status = 'loaded' and lines > 0 and rejected / lines > getvariable('rejected_share_warned')
)
select * from final
