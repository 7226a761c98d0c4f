-- Models that were adopted and of which nothing is kept: texts are read with the shipped ones again.
with final as (
    select
        'warned' as status,
        len(lost) as figure,
        'state/models/ no longer holds the own models of ' || array_to_string(lost, ', ')
            || ': the shipped ones read the texts. To end this: ' || getvariable('lost_remedy') as message
    from (select getvariable('lost_models') as lost)
    where len(lost) > 0
)
select * from final
