-- The tables that ingestion fills. Keys ending in _id are pseudonyms (keyed HMAC), never a source's own key.

create schema core;
create schema ops;
create schema report;

-- ops: what happened -------------------------------------------------------------------------------------

create table ops.runs (
    run_id varchar not null primary key,
    started_at timestamptz not null,
    ended_at timestamptz,
    status varchar not null,                -- running, done, warned, failed
    trigger varchar not null,               -- command, schedule, demo
    versions varchar not null,              -- JSON: voc, python, duckdb, polars, model
    config_version varchar not null
);

create table ops.files (
    file_id varchar not null primary key,   -- first 16 hex digits of the SHA-256
    path varchar not null,                  -- below the project where possible
    sha256 varchar not null,
    source varchar,                         -- null while no description recognises it
    description_version varchar not null,   -- of the description, or of the catalogue that did not know it
    bytes bigint not null,
    delivered_at timestamptz not null,
    load_order bigint not null,             -- decides between versions of a record that carry no time
    lines bigint not null,
    loaded bigint not null,
    rejected bigint not null,
    duplicate bigint not null,
    status varchar not null,                -- loaded, rejected, unrecognised
    message varchar,
    run_id varchar not null,
    check (lines = loaded + rejected + duplicate)
);

create table ops.rejects (
    file_id varchar not null,
    line bigint not null,
    column_name varchar,
    reason varchar not null,
    raw varchar                             -- redacted
);

create table ops.audits (
    run_id varchar not null,
    audit varchar not null,
    status varchar not null,                -- passed, warned, failed
    figure double,
    message varchar not null
);

create table ops.verdict_log (
    run_id varchar not null,
    logged_at timestamptz not null,
    aspect varchar not null,
    dimension varchar not null,
    segment varchar not null,
    window_days integer,
    previous_verdict varchar,
    verdict varchar not null,
    reason varchar
);

-- core: what was delivered -------------------------------------------------------------------------------

create table core.records (                 -- one row per record of any source, its current version
    record_id varchar not null,
    source varchar not null,
    file_id varchar not null,
    line bigint not null,
    row_hash varchar not null,
    version_at timestamptz                  -- the record's own time of last change, where its source has one
);

create table core.feedback (
    feedback_id varchar not null,
    source varchar not null,
    channel varchar not null,
    speaker_key varchar,                    -- whose it is, before keys of one person are joined
    customer_id varchar,                    -- null when unknown
    author_id varchar,                      -- pseudonym of a public author name
    created_at timestamptz,                 -- null where the source has no date
    is_created_at_credible boolean not null,
    declared_language varchar,
    language varchar,
    title varchar,
    text varchar,                           -- redacted
    rating double,
    rating_min double,
    rating_max double,
    rating_unit double,                     -- 0 to 1
    product varchar,
    journey_stage varchar,
    touchpoint varchar,
    is_public boolean not null,
    replied_at timestamptz,
    url varchar,
    sentiment varchar,
    sentiment_score double,
    sentiment_confidence double,
    model_version varchar,
    file_id varchar not null
);

create table core.survey_answers (
    answer_id varchar not null,
    feedback_id varchar not null,
    survey varchar not null,
    metric varchar not null,                -- nps, csat, ces
    score double not null,
    scale_min double not null,
    scale_max double not null,
    is_reversed boolean not null,           -- true where a low score is the good one
    top_box double not null,                -- the lowest score, read upwards, that is satisfied / easy / a promoter
    band varchar not null,
    customer_id varchar,
    answered_at timestamptz,
    weight double,
    file_id varchar not null
);

create table core.ratings (                 -- sub-ratings of a review or items of a survey, on their aspect
    rating_id varchar not null,
    feedback_id varchar not null,
    aspect varchar not null,
    score double not null,
    scale_min double not null,
    scale_max double not null,
    rating_unit double not null,            -- 0 to 1, 1 the best
    file_id varchar not null
);

create table core.feedback_attributes (     -- what the export says of the speaker at the time of speaking
    feedback_id varchar not null,
    attribute varchar not null,
    value varchar not null,
    file_id varchar not null
);

create table core.customer_records (        -- one row per version of a customer in a source
    record_id varchar not null,
    customer_key varchar not null,
    account_key varchar,
    source varchar not null,
    valid_from timestamptz,                 -- null: as long as anybody knows
    attributes map(varchar, varchar) not null,
    file_id varchar not null
);

create table core.identity_links (          -- two keys of one person, and who says so
    record_id varchar not null,
    left_key varchar not null,
    right_key varchar not null,
    rule varchar not null,
    file_id varchar not null
);

create table core.customers (
    customer_id varchar not null,
    account_id varchar,
    industry varchar,
    company_size varchar,
    company_size_band varchar,
    budget varchar,
    budget_band varchar,
    country varchar,
    age_band varchar,
    gender varchar,
    role varchar,
    plan varchar,
    use_case varchar,
    customer_since timestamptz,
    last_purchase_at timestamptz,
    lifetime_value double,
    is_active boolean,
    churned_at timestamptz,
    consent_to_contact boolean,
    ideal_fit double,
    attributes map(varchar, varchar)        -- everything else that the sources say
);

create table core.customer_segments (
    customer_id varchar not null,
    dimension varchar not null,
    segment varchar not null,
    valid_from timestamptz,
    valid_to timestamptz
);

create table core.feedback_segments (
    feedback_id varchar not null,
    dimension varchar not null,
    segment varchar not null
);

create table core.opinions (
    opinion_id varchar not null,
    feedback_id varchar not null,
    customer_id varchar,
    speaker varchar not null,               -- who counts once: the customer, else the author, else the feedback
    aspect varchar not null,
    pole varchar,
    polarity tinyint not null,              -- -1, 0, 1
    is_mixed boolean not null,
    origin varchar not null,                -- rating, nps, csat, ces, sub_rating, text
    confidence double not null,
    quote varchar,
    span_start integer,
    span_end integer,
    created_at timestamptz
);
