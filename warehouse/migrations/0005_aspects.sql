-- What texts are searched for.

create table core.aspects (
    aspect varchar not null,
    title varchar not null,
    about varchar not null,
    poles varchar[] not null
);
