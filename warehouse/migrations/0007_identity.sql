-- Persons linked across sources: what records say, what likeness says, what a person decides.

alter table core.identity_links rename to delivered_links;

create table core.identity_links (
    left_key varchar not null,              -- two keys, left first in order
    right_key varchar not null,
    left_customer_id varchar not null,      -- whose they are: the same where they are one customer's
    right_customer_id varchar not null,
    rule varchar not null,                  -- the source's column, likeness, or a person's decision
    status varchar not null,                -- accepted, to_review, apart
    probability double,                     -- null unless by likeness
    reason varchar not null,
    evidence map(varchar, varchar)          -- how alike, by what was compared; null unless by likeness
);

create table core.identity_decisions (      -- what persons decided of two keys: all that was ever delivered
    left_key varchar not null,
    right_key varchar not null,
    decision varchar not null,              -- same, different, undecided (takes an earlier one back)
    decided_at timestamptz,
    line bigint not null,
    file_id varchar not null
);

create table core.likeness (                -- every pair that was compared and may be one person's
    left_key varchar not null,
    right_key varchar not null,
    probability double not null,
    status varchar not null,
    reason varchar not null,
    is_conflict boolean not null,           -- what speaks against it outweighs any likeness
    evidence map(varchar, varchar) not null
);

create table core.likeness_version (        -- what core.likeness was computed from
    version varchar not null
);

create table core.customer_keys (           -- whose each key is
    customer_key varchar not null,
    customer_id varchar not null
);

create table core.customer_accounts (
    customer_id varchar not null,
    account_id varchar not null
);
