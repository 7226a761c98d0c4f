-- Whose each deal is, which company's, and what its pipeline calls its stage.
create or replace temp table deals_as_told as
with companies as (             -- the account of a company's contacts, whichever of its names that goes by
    select records.account_key, min(accounts.account_id) as account_id
    from core.customer_records records
    join core.customer_keys keys using (customer_key)
    join core.customer_accounts accounts using (customer_id)
    where records.account_key is not null
    group by records.account_key
),
stages as (                -- keys of stages are the vendor's own: one of two vendors names no other's
    select
        split_part(source, '_', 1) as vendor, stage,
        max(label) as label, bool_or(is_won) as is_won, bool_or(is_closed) as is_closed
    from core.deal_stages
    group by vendor, stage
),
final as (
    select
        deals.deal_id,
        keys.customer_id,
        coalesce(companies.account_id, accounts.account_id, deals.account_key) as account_id,
        stages.label as stage_label,
        stages.is_won as stage_is_won,
        stages.is_closed as stage_is_closed
    from core.deals deals
    left join core.customer_keys keys using (customer_key)
    left join core.customer_accounts accounts on accounts.customer_id = keys.customer_id
    left join companies on companies.account_key = deals.account_key
    left join stages on stages.vendor = split_part(deals.source, '_', 1) and stages.stage = deals.stage
)
select * from final;

update core.deals
set
    customer_id = told.customer_id,
    account_id = told.account_id,
    stage_label = told.stage_label,
    is_closed = coalesce(deals.told_closed, told.stage_is_closed),
    is_won = coalesce(deals.told_won, if(told.stage_is_won, true, if(told.stage_is_closed, false, null)))
from deals_as_told told
where told.deal_id = deals.deal_id;

drop table deals_as_told;
