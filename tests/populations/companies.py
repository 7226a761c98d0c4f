"""The companies that people work for: several contacts each, with a long tail."""

import random
import unicodedata
from dataclasses import dataclass

from populations import rates
from populations.places import ANYWHERE, PLACE_WEIGHTS, PLACES, Place, last_names

SYLLABLES = (
    "nor", "vik", "tal", "bra", "que", "sia", "fer", "run", "ost", "lin", "van", "dre", "kal", "peo",
    "lys", "mer", "tes", "pir", "hal", "zum", "cor", "del", "ard", "siv", "rom", "ek", "fjo", "gri", "il",
    "jor", "kes", "mon", "nu", "or", "pel", "ra", "sol", "tri", "ul", "ver", "wex", "xan", "yor", "ze",
)  # fmt: skip
TRADES = (
    "Consulting", "Logistics", "Systems", "Media", "Group", "Engineering", "Foods", "Energy", "Textiles",
    "Care", "Trading", "Design", "Solutions", "Packaging", "Digital", "Partners", "Instruments",
    "Services", "Labs", "Bau",
)  # fmt: skip
INDUSTRIES = (
    "Software",
    "Retail",
    "Manufacturing",
    "Health care",
    "Professional services",
    "Construction",
    "Energy",
)
MAILBOXES = ("info", "office", "contact", "sales", "kontakt", "info")
TAIL = 1.15
"""Of the Pareto law that contacts per company follow: half have one or two, a few have dozens."""
MOST_CONTACTS = 60


@dataclass(frozen=True)
class Company:
    """A company as it is.

    Attributes:
        domain: None where its people use free-mail addresses.
        mailbox: an address from which several of its people write; None where there is none.
        switchboard: national number that stands for all; None where everybody has their own.
        contacts: how many of the population's people it has.
    """

    company_id: str
    name: str
    legal_form: tuple[str, ...]
    domain: str | None
    place: Place
    mailbox: str | None
    switchboard: str | None
    industry: str
    employees: int
    contacts: int


def companies(rng: random.Random, people: int) -> list[Company]:
    """Companies with seats for about as many people as there are."""
    made: list[Company] = []
    taken: set[str] = set()
    seats = 0
    while seats < people:
        parent = rng.choice(made) if made and rng.random() < rates.SUBSIDIARY else None
        one = _subsidiary(rng, parent, len(made)) if parent else _company(rng, len(made), taken)
        made.append(one)
        seats += one.contacts
    return made


def national_number(rng: random.Random, place: Place) -> str:
    """A telephone number without the trunk prefix and the country's code."""
    start, more = rng.choice(place.numbers)
    return start + "".join(rng.choices("0123456789", k=more))


def slug(text: str) -> str:
    """Lower case, without accents, blanks or signs, as in addresses."""
    plain = text.replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return "".join(sign for sign in ascii_only if sign.isalnum())


def _company(rng: random.Random, number: int, taken: set[str]) -> Company:
    place = rng.choices(PLACES, PLACE_WEIGHTS)[0]
    name = _name(rng, place)
    domain = None if rng.random() < rates.ON_FREE_MAIL else _domain(rng, name, place, taken)
    contacts = min(MOST_CONTACTS, int(rng.paretovariate(TAIL)))
    mailbox = None
    if domain and rng.random() < rates.WITH_A_SHARED_MAILBOX:
        mailbox = f"{rng.choice(MAILBOXES)}@{domain}"
    return Company(
        company_id=f"C{number:06d}",
        name=name,
        legal_form=rng.choice(place.legal_forms),
        domain=domain,
        place=place,
        mailbox=mailbox,
        switchboard=national_number(rng, place) if rng.random() < rates.WITH_A_SWITCHBOARD else None,
        industry=rng.choice(INDUSTRIES),
        employees=max(contacts, round(rng.lognormvariate(3.4, 1.6))),
        contacts=contacts,
    )


def _subsidiary(rng: random.Random, parent: Company, number: int) -> Company:
    place = rng.choices(PLACES, PLACE_WEIGHTS)[0]
    called = rng.choice((place.spellings[0], rng.choice(TRADES), "International"))
    return Company(
        company_id=f"C{number:06d}",
        name=f"{parent.name.split()[0]} {called}",
        legal_form=rng.choice(place.legal_forms),
        domain=parent.domain,
        place=place,
        mailbox=None,
        switchboard=None,
        industry=parent.industry,
        employees=max(2, parent.employees // 4),
        contacts=min(MOST_CONTACTS, int(rng.paretovariate(TAIL))),
    )


def _name(rng: random.Random, place: Place) -> str:
    kind = rng.random()
    if kind < 0.4:
        stem = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3)))).capitalize()
        return stem if rng.random() < 0.4 else f"{stem} {rng.choice(TRADES)}"
    first, second = (last_names(place.locale).draw(rng) for _ in range(2))
    if kind < 0.65:
        return f"{first} {rng.choice(TRADES)}"
    if kind < 0.8:
        return f"{first} & {second}"
    return f"{first} {second} {rng.choice(TRADES)}" if kind < 0.9 else first


def _domain(rng: random.Random, name: str, place: Place, taken: set[str]) -> str:
    stem = slug(name) if rng.random() < 0.7 else slug(name.split()[0])
    ending = place.ending if rng.random() < 0.75 else rng.choice(("com", "com", "eu", "net", "io"))
    domain, again = f"{stem}.{ending}", 1
    while domain in taken or domain in ANYWHERE:
        again += 1
        domain = f"{stem}{again}.{ending}"
    taken.add(domain)
    return domain
