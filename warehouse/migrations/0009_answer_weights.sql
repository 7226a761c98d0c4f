-- Weights that make those who answered resemble the customers of the CRM.

create table core.answer_weights (
    response_id varchar not null,           -- answer_id; of a star rating, feedback_id
    period_grain varchar not null,
    weight double not null,
    respondent_weight double not null       -- of all answers of the respondent in the period
);
