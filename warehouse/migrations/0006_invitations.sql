-- Who was asked: without it nobody knows who did not answer.

create table core.invitations (
    invitation_id varchar not null,
    survey varchar not null,                -- as core.survey_answers names it
    customer_key varchar,                   -- whom it went to, before keys of one person are joined
    customer_id varchar,
    invited_at timestamptz,
    responded_at timestamptz,               -- their first answer to that survey since; null where there is none
    file_id varchar not null
);
