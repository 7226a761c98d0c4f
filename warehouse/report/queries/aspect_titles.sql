-- How the aspects in force are called.
select aspect, title from core.aspects
