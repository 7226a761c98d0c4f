-- Deals, the stages of their pipelines, and profiles of companies.

create table core.deals (
    deal_id varchar not null,
    source varchar not null,
    customer_key varchar,                   -- whose it is, before keys of one person are joined
    customer_id varchar,                    -- null when unknown
    account_key varchar,                    -- the company, as the source names it
    account_id varchar,                     -- null when unknown
    stage varchar,
    stage_label varchar,                    -- what the pipeline calls it, where its stages were delivered
    is_won boolean,                         -- null while it is open, or nobody knows
    is_closed boolean,
    told_won boolean,                       -- as the deal itself says; its stage may say more
    told_closed boolean,
    amount double,
    currency varchar,
    created_at timestamptz,
    closed_at timestamptz,                  -- while it is open: when that is expected
    file_id varchar not null
);

create table core.deal_stages (
    stage_id varchar not null,
    source varchar not null,
    stage varchar not null,
    label varchar,
    is_won boolean,
    is_closed boolean,
    file_id varchar not null
);

alter table core.customer_records add column is_account boolean default false;
