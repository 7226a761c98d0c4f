-- An address or number that several use says where somebody is, not who; an address made of the name says no more
-- than the name does.
with personal as (
    select
        * exclude (email, phone),
        if(is_shared, null, email) as email,
        if(is_shared, email, null) as mailbox,
        if(is_shared_phone, null, phone) as phone,
        if(is_shared_phone, phone, null) as line,
        replace(first, ' ', '') as given,
        replace(last, ' ', '') as surname
    from features
),
local as (
    select *, letters_of(split_part(email, '@', 1)) as letters from personal
),
final as (
    select
        record, customer_key, first, last, families, email, mailbox, domain, company, phone, line, country,
        birth_date::varchar as birth_date,
        first || ' ' || last as whole,
        first[1] as first_initial,
        -- of several last names the first that is more than a particle: de la Cruz Gomez, Cruz
        coalesce(list_filter(string_split(last, ' '), lambda word: length(word) > 3)[1], last) as family,
        list_reduce(list_transform(string_split(company, ' '), lambda word: word[1]), lambda a, b: a || b) as acronym,
        split_part(email, '@', 2) as host,
        if(letters in (given || surname, surname || given, given[1] || surname, surname || given[1],
                       given || surname[1], surname[1] || given, given, surname),
           null, split_part(email, '@', 1)) as local
    from local
)
select * from final order by record
