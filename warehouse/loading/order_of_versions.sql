-- Which of two versions of a record is the newer: by their own time, else by their files, else by their lines.
create or replace temp macro version_of(version_at, delivered_at, path, line) as {
    'version_at': coalesce(version_at, '-infinity'::timestamptz), 'delivered_at': delivered_at, 'path': path, 'line': line
};

-- A file that comes after $latest was written by a wrong clock: its delivery decides nothing.
create or replace temp macro outdoes(one, other, latest) as
    struct_extract(one, 'version_at') > struct_extract(other, 'version_at')
    or (
        struct_extract(one, 'version_at') = struct_extract(other, 'version_at')
        and one > other
        and struct_extract(one, 'delivered_at') <= latest
    );
