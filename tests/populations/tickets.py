"""A help desk's tickets: each requester has an ID, a profile, and one to four tickets."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from populations import rates, said, trouble
from populations.mentions import Mention, Notes, mention
from populations.people import Person

SOURCE = "support_tickets"
NAMESPACE = "tickets"
COLUMNS = (
    "Ticket ID", "Requester ID", "Requester name", "Requester e-mail", "Requester phone", "Organisation",
    "Country", "Created at", "Description", "Satisfaction",
)  # fmt: skip
Row = tuple[str, ...]


def tickets(
    rng: random.Random, people: Sequence[Person], notes: Notes, last_said: dict[str, datetime]
) -> Iterator[Row]:
    """A row for each ticket; `last_said` takes note of when who spoke."""
    number = requester = 0
    for person in rng.sample(people, len(people)):
        if not trouble.happens(rng, rates.IN_TICKETS):
            continue
        requesters = 2 if trouble.happens(rng, rates.SECOND_REQUESTER) else 1
        profiles = [_profile(mention(rng, person, "tickets"), rng) for _ in range(requesters)]
        country = "" if trouble.happens(rng, rates.COUNTRY_MISSING) else person.place.code
        written = rng.choices(range(1, len(rates.TICKETS_OF_ONE) + 1), rates.TICKETS_OF_ONE)[0]
        requester += requesters
        for turn in range(max(written, requesters)):
            number += 1
            at = said.moment(rng)
            last_said[person.person_id] = max(at, last_said.get(person.person_id, at))
            which = turn % requesters
            requester_id = f"U{requester - which:06d}"
            yield _row(rng, person, f"T{number:07d}", requester_id, profiles[which], country, at, notes)


def _profile(full: Mention, rng: random.Random) -> Mention:
    return replace(
        full,
        email="" if trouble.happens(rng, rates.TICKET_EMAIL_MISSING) else full.email,
        phone="" if trouble.happens(rng, rates.TICKET_PHONE_MISSING) else full.phone,
        company="" if trouble.happens(rng, rates.TICKET_COMPANY_MISSING) else full.company,
    )


def _row(
    rng: random.Random,
    person: Person,
    row_key: str,
    requester_id: str,
    profile: Mention,
    country: str,
    at: datetime,
    notes: Notes,
) -> Row:
    notes.row(SOURCE, row_key, (NAMESPACE, requester_id), person, profile)
    satisfaction = str(rng.choices(range(1, 6), (10, 8, 14, 30, 38))[0]) if rng.random() < 0.6 else ""
    return (
        row_key, requester_id, profile.name, profile.email, profile.phone, profile.company, country,
        f"{at:%Y-%m-%dT%H:%M:%SZ}", said.text(rng), satisfaction,
    )  # fmt: skip
