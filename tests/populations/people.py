"""The people: who they are, where they work, how they can be reached, who resembles whom."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from populations import rates
from populations.companies import Company, national_number, slug
from populations.places import ANYWHERE, PLACE_WEIGHTS, PLACES, Place, first_names, last_names

FIRST_BIRTHDAY = date(1950, 1, 1)
YEARS_OF_BIRTH = 52


@dataclass(frozen=True)
class Person:
    """A person, with what was true before where something changed.

    Attributes:
        last_names: of today, one or two.
        last_names_before: before marriage; None where nothing changed.
        work_email: None without a company; `work_email_before` of the name or the employer of before.
        shared_email: a household's common address; None where there is none.
        phone: national number of the mobile (or of the household).
    """

    person_id: str
    place: Place
    gender: str
    first_name: str
    last_names: tuple[str, ...]
    last_names_before: tuple[str, ...] | None
    birth_date: date
    company: Company | None
    company_before: Company | None
    work_email: str | None
    work_email_before: str | None
    private_email: str
    shared_email: str | None
    phone: str


class Addresses:
    """Hands out e-mail addresses, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def at_work(
        self, rng: random.Random, first: str, last: str, company: Company | None, place: Place
    ) -> str | None:
        if company is None:
            return None
        if company.domain is None:
            return self.private(rng, first, last, place)
        given, family = slug(first), slug(last)
        local = rng.choices(
            (
                f"{given}.{family}",
                f"{given[:1]}.{family}",
                f"{given[:1]}{family}",
                given,
                f"{family}.{given}",
            ),
            (60, 14, 14, 4, 8),
        )[0]
        return self._once(local, company.domain)

    def private(self, rng: random.Random, first: str, last: str, place: Place) -> str:
        given, family = slug(first), slug(last)
        local = rng.choice(
            (
                f"{given}.{family}",
                f"{given}{family}",
                f"{given}_{family}",
                f"{family}{given[:1]}",
                f"{given}{family[:1]}",
            )
        )
        number = str(rng.randrange(1, 100)) if rng.random() < 0.5 else ""
        return self._once(local + number, rng.choice((*ANYWHERE, *place.providers, *place.providers)))

    def of_a_household(self, rng: random.Random, last: str, place: Place) -> str:
        local = rng.choice((f"family.{slug(last)}", f"{slug(last)}s", f"{slug(last)}.{slug(last)[:2]}"))
        return self._once(local, rng.choice((*ANYWHERE, *place.providers)))

    def _once(self, local: str, domain: str) -> str:
        address, again = f"{local}@{domain}", 1
        while address in self._taken:
            again += 1
            address = f"{local}{again}@{domain}"
        self._taken.add(address)
        return address


def make_people(rng: random.Random, count: int, companies: list[Company]) -> list[Person]:
    """So many people, in the seats of companies, with relatives and namesakes among them."""
    addresses = Addresses()
    seats = _seats(rng, count, companies)
    made: list[Person] = []
    while len(made) < count:
        one = _person(rng, len(made), next(seats), companies, addresses)
        made.append(one)
        other = _alike(rng, one, len(made), seats, addresses)
        if other is not None and len(made) < count:
            made[-1], second = other
            made.append(second)
    return made


def _seats(rng: random.Random, count: int, companies: list[Company]) -> Iterator[Company | None]:
    taken = [company for company in companies for _ in range(company.contacts)][:count]
    mixed: list[Company | None] = [None if rng.random() < rates.WITHOUT_COMPANY else one for one in taken]
    rng.shuffle(mixed)
    return iter(mixed)


def _person(
    rng: random.Random, number: int, company: Company | None, companies: list[Company], addresses: Addresses
) -> Person:
    is_local = company is not None and rng.random() >= rates.FOREIGNER
    place = company.place if company and is_local else rng.choices(PLACES, PLACE_WEIGHTS)[0]
    first, last, gender = _named(rng, place)
    before = (last_names(place.locale).draw(rng),) if gender == "f" and rng.random() < rates.MARRIED else None
    moved = company is not None and rng.random() < rates.CHANGED_JOB
    company_before = rng.choice(companies) if moved else None
    work = addresses.at_work(rng, first, last[0], company, place)
    work_before = None
    if company_before:
        work_before = addresses.at_work(rng, first, (before or last)[0], company_before, place)
    elif before and rng.random() < rates.CHANGED_EMAIL_WITH_NAME:
        work_before = addresses.at_work(rng, first, before[0], company, place)
    return Person(
        person_id=f"P{number:06d}",
        place=place,
        gender=gender,
        first_name=first,
        last_names=last,
        last_names_before=before,
        birth_date=FIRST_BIRTHDAY + timedelta(days=rng.randrange(365 * YEARS_OF_BIRTH)),
        company=company,
        company_before=company_before,
        work_email=work,
        work_email_before=work_before,
        private_email=addresses.private(rng, first, last[0], place),
        shared_email=None,
        phone=national_number(rng, place),
    )


def _named(rng: random.Random, place: Place) -> tuple[str, tuple[str, ...], str]:
    if rng.random() < rates.COMMON_NAME:
        first, last, gender = rng.choice(place.common)
        return first, (last,), gender
    gender = rng.choice("fm")
    has_two = place.code in ("ES", "PT") and rng.random() < rates.TWO_LAST_NAMES
    last = tuple(last_names(place.locale).draw(rng) for _ in range(2 if has_two else 1))
    return first_names(place.locale, gender).draw(rng), last, gender


def _alike(
    rng: random.Random, one: Person, number: int, seats: Iterator[Company | None], addresses: Addresses
) -> tuple[Person, Person] | None:
    """The person and somebody like them; None for most."""
    kind = rng.random()
    if kind < rates.TWIN / 2:
        return _twins(rng, one, number, next(seats, None), addresses)
    if kind < (rates.TWIN + rates.COUPLE) / 2:
        return _couple(rng, one, number, next(seats, None), addresses)
    if one.company is None:
        return None
    if kind < (rates.TWIN + rates.COUPLE + rates.FATHER_AND_SON) / 2:
        years = timedelta(days=rng.randrange(22 * 365, 35 * 365))
        return one, _of_the_same_name(rng, one, number, one.birth_date - years, addresses)
    if kind < (rates.TWIN + rates.COUPLE + rates.FATHER_AND_SON + rates.NAMESAKE) / 2:
        birthday = FIRST_BIRTHDAY + timedelta(days=rng.randrange(365 * YEARS_OF_BIRTH))
        return one, _of_the_same_name(rng, one, number, birthday, addresses)
    return None


def _of_the_same_name(
    rng: random.Random, one: Person, number: int, birthday: date, addresses: Addresses
) -> Person:
    return _another(rng, one, number, one.company, addresses, birth_date=birthday)


def _twins(
    rng: random.Random, one: Person, number: int, company: Company | None, addresses: Addresses
) -> tuple[Person, Person]:
    gender = rng.choice("fm")
    first = one.first_name
    while first == one.first_name:
        first = first_names(one.place.locale, gender).draw(rng)
    shared = None
    if rng.random() < rates.TWINS_SHARE_AN_ADDRESS:
        shared = addresses.of_a_household(rng, one.last_names[0], one.place)
    at = one.company if rng.random() < 0.3 else company
    named = {"first_name": first, "gender": gender, "shared_email": shared, "phone": one.phone}
    return replace(one, shared_email=shared), _another(rng, one, number, at, addresses, **named)


def _couple(
    rng: random.Random, one: Person, number: int, company: Company | None, addresses: Addresses
) -> tuple[Person, Person]:
    gender = "m" if one.gender == "f" else "f"
    shared = addresses.of_a_household(rng, one.last_names[0], one.place)
    named = {
        "first_name": first_names(one.place.locale, gender).draw(rng),
        "gender": gender,
        "birth_date": one.birth_date + timedelta(days=rng.randrange(-2000, 2000)),
        "shared_email": shared,
        "phone": one.phone,
    }
    if rng.random() < 0.3:
        named["last_names"] = (last_names(one.place.locale).draw(rng),)
    return replace(one, shared_email=shared), _another(rng, one, number, company, addresses, **named)


def _another(
    rng: random.Random, one: Person, number: int, company: Company | None, addresses: Addresses, **named
) -> Person:
    """Somebody who is like `one`, but for what is named, and with addresses of their own."""
    phone = {"phone": national_number(rng, one.place)} | named
    other = replace(one, person_id=f"P{number:06d}", last_names_before=None, company=company, **phone)
    first, last, place = other.first_name, other.last_names[0], other.place
    return replace(
        other,
        company_before=None,
        work_email=addresses.at_work(rng, first, last, company, place),
        work_email_before=None,
        private_email=addresses.private(rng, first, last, place),
    )
