-- Whom the company spoke to since, and which verdicts somebody has taken care of.

create table core.contacted (
    contact_id varchar not null,
    customer_key varchar not null,          -- who was contacted, before keys of one person are joined
    customer_id varchar,
    contacted_at timestamptz not null,
    is_contacted_at_credible boolean not null,
    reason varchar,                         -- redacted
    outcome varchar,                        -- reached, not_reached, solved, opted_out, erased
    file_id varchar not null
);

create table core.settlements (             -- what persons decided of verdicts: all that was ever delivered
    aspect varchar not null,
    dimension varchar not null,
    segment varchar not null,
    window_days integer,                    -- null: all windows
    action varchar not null,                -- acknowledged, muted, assigned, open (takes an earlier one back)
    assigned_to varchar,                    -- redacted
    until timestamptz,                      -- of a muted one: when it is heard again
    settled_at timestamptz,
    line bigint not null,
    file_id varchar not null
);
