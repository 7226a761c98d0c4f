-- What the levels call near. The threshold of Jaro-Winkler is the one that Winkler (1990) found for names; one edit is
-- a slip of the finger. Lengths are compared first: they cost nothing.
create or replace macro edits_at_most(a, b, most) as
    abs(length(a) - length(b)) <= most and damerau_levenshtein(a, b) <= most;
create or replace macro one_edit(a, b) as least(length(a), length(b)) >= 4 and edits_at_most(a, b, 1);
create or replace macro begins(a, b) as
    least(length(a), length(b)) >= 3 and (starts_with(a, b) or starts_with(b, a));
create or replace macro near_last(a, b) as
    a = b or jaro_winkler_similarity(a, b) >= 0.93 or one_edit(a, b)
    or starts_with(a, b || ' ') or starts_with(b, a || ' ') or ends_with(a, ' ' || b) or ends_with(b, ' ' || a);
-- Maria and Mario, Daniel and Daniela are a letter apart, and two persons.
create or replace macro gendered(a, b) as
    (a[:-2] = b[:-2] and length(a) = length(b) and a[-1:] <> b[-1:]
     and a[-1:] in ('a', 'e', 'o') and b[-1:] in ('a', 'e', 'o'))
    or a || 'a' = b or b || 'a' = a;
create or replace macro near_first(a, b, families_a, families_b) as
    a = b or split_part(a, ' ', 1) = split_part(b, ' ', 1)
    or coalesce(list_has_any(families_a, families_b), false)
    or (not gendered(a, b) and (jaro_winkler_similarity(a, b) >= 0.93 or begins(a, b) or one_edit(a, b)));
-- An initial fits every name that begins with it.
create or replace macro is_initial(a) as length(split_part(a, ' ', 1)) = 1;
create or replace macro fitting_first(a, b, families_a, families_b) as
    near_first(a, b, families_a, families_b) or (a[1] = b[1] and (is_initial(a) or is_initial(b)));
create or replace macro exchanged(first_a, last_a, families_a, first_b, last_b, families_b) as
    (near_last(last_a, first_b) and fitting_first(first_a, last_b, families_a, null))
    or (near_last(last_b, first_a) and fitting_first(first_b, last_a, families_b, null));
-- Signs and figures are what tells the addresses of namesakes apart: anna.jansen2@, anna_jansen@.
create or replace macro letters_of(a) as regexp_replace(a, '[^a-z@]', '', 'g');
create or replace macro near_email(a, b) as
    edits_at_most(a, b, if(least(length(a), length(b)) >= 12, 2, 1)) and letters_of(a) <> letters_of(b);
create or replace macro near_company(a, b) as jaro_winkler_similarity(a, b) >= 0.92 or begins(a, b);
create or replace macro exchanged_day(a, b) as
    a[1:4] = b[1:4] and a[6:7] = b[9:10] and a[9:10] = b[6:7];
create or replace macro other_day(a, b) as damerau_levenshtein(a, b) > 1 and not exchanged_day(a, b);
