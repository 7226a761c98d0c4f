"""A survey's responses: one column for the name, written as people like."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from populations import rates, said, trouble
from populations.companies import Company
from populations.mentions import Mention, Notes, key_of, mention
from populations.people import Person

SOURCE = "survey_responses"
COLUMNS = (
    "Response ID", "Name", "E-mail", "Company", "Country", "Phone", "Date",
    "How likely are you to recommend us?", "Comment",
)  # fmt: skip
Row = tuple[str, ...]


def responses(
    rng: random.Random, people: Sequence[Person], notes: Notes, last_said: dict[str, datetime]
) -> Iterator[Row]:
    """A row for each response; `last_said` takes note of when who spoke."""
    receptionists = {one.company.company_id: one for one in reversed(people) if one.company}
    number = 0
    for person in rng.sample(people, len(people)):
        if not trouble.happens(rng, rates.IN_SURVEY):
            continue
        for _ in range(2 if trouble.happens(rng, rates.SECOND_RESPONSE) else 1):
            number += 1
            at = said.moment(rng)
            last_said[person.person_id] = max(at, last_said.get(person.person_id, at))
            yield _row(rng, person, f"R{number:07d}", at, receptionists, notes)


def _row(
    rng: random.Random,
    person: Person,
    row_key: str,
    at: datetime,
    receptionists: Mapping[str, Person],
    notes: Notes,
) -> Row:
    told = _told(rng, mention(rng, person, "survey"), receptionists)
    name = full_name(rng, told, person)
    notes.row(SOURCE, row_key, key_of(told, name), person, told)
    notes.write(name)
    country = "" if trouble.happens(rng, rates.COUNTRY_MISSING) else trouble.country(rng, person.place, True)
    score = min(10, max(0, round(rng.gauss(7.6, 2.4))))
    return (
        row_key, name, told.email, told.company, country, told.phone, f"{at:%d.%m.%Y %H:%M}", str(score),
        said.text(rng),
    )  # fmt: skip


def _told(rng: random.Random, full: Mention, receptionists: Mapping[str, Person]) -> Mention:
    """What the respondent filled in: never nothing but a name."""
    email = "" if trouble.happens(rng, rates.SURVEY_EMAIL_MISSING) else full.email
    phone = "" if trouble.happens(rng, rates.SURVEY_PHONE_MISSING) else full.phone
    company = "" if trouble.happens(rng, rates.SURVEY_COMPANY_MISSING) else full.company
    if email and trouble.happens(rng, rates.FILLED_IN_BY_ANOTHER):
        email = _of_the_receptionist(full.employer, receptionists) or email
    if not (email or phone or company):
        phone = full.phone
    return replace(full, email=email, phone=phone, company=company)


def _of_the_receptionist(employer: Company | None, receptionists: Mapping[str, Person]) -> str | None:
    found = receptionists.get(employer.company_id) if employer else None
    return found.work_email if found else None


def full_name(rng: random.Random, told: Mention, person: Person) -> str:
    """First and last name in one cell: mostly plain, else turned round, with a title, in capitals."""
    first, last = told.first_name, told.last_name
    title = rng.choice(person.place.titles)
    return rng.choices(
        (f"{first} {last}", f"{last}, {first}", f"{title} {first} {last}", f"{title} {last}, {first}",
         f"{last.upper()} {first}", f"{first} {last}".lower(), f"{first} {first[0]}. {last}",
         f"{first}  {last} "),
        (64, 11, 8, 2, 4, 5, 3, 3),
    )[0]  # fmt: skip
