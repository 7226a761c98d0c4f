"""The invented customers of Lumenta: companies and the people who speak for them."""

import random
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

CUSTOMERS = 900
AEROSPACE_CUSTOMERS = 8
INDUSTRIES = ("Software", "Retail", "Manufacturing", "Health care", "Professional services")
RARE_INDUSTRY = "Aerospace"
ROLES = ("Executive", "Project manager", "Team lead", "Specialist", "Administrator")
USE_CASES = ("Product roadmap", "Client projects", "Marketing campaigns", "Resource planning", "Events")
PLANS = ("Free", "Team", "Business", "Enterprise")
LANGUAGE_OF = {
    "US": "en", "GB": "en", "DE": "de", "AT": "de", "FR": "fr",
    "ES": "es", "PT": "pt", "IT": "it", "NL": "nl", "RO": "ro",
}  # fmt: skip
COUNTRY_WEIGHTS = (12, 12, 12, 6, 12, 12, 8, 10, 9, 7)


class Band(NamedTuple):
    """Company size: employees from fewest to most, share of companies, weights of PLANS."""

    name: str
    fewest: int
    most: int
    share: float
    plan_weights: tuple[int, ...]


BANDS = (
    Band("1-9", 1, 9, 0.115, (60, 35, 5, 0)),
    Band("10-49", 10, 49, 0.25, (35, 42, 20, 3)),
    Band("50-249", 50, 249, 0.285, (15, 30, 38, 17)),
    Band("250-999", 250, 999, 0.20, (4, 10, 36, 50)),
    Band("1000+", 1000, 9000, 0.15, (0, 2, 13, 85)),
)
MONTHLY_PRICE = {"Free": 0, "Team": 60, "Business": 240, "Enterprise": 1400}

# Ranges that regulators keep free for fiction; other countries have none, so their phones stay blank.
FICTIONAL_PHONES = {
    "US": "+1 202-555-01{:02d}",
    "GB": "+44 20 7946 09{:02d}",
    "DE": "+49 30 23125 0{:02d}",
    "FR": "+33 1 99 00 42 {:02d}",
}


@dataclass(frozen=True)
class Company:
    name: str
    domain: str
    industry: str | None
    employees: int | None
    country: str
    plan: str
    annual_budget: int | None


@dataclass(frozen=True)
class Customer:
    """One contact of a company; None is a value that the CRM does not know."""

    number: str
    company: Company
    name: str
    email: str
    phone: str | None
    age: int | None
    gender: str | None
    role: str
    use_case: str
    since: date
    is_contact_allowed: bool

    @property
    def language(self) -> str:
        return LANGUAGE_OF[self.company.country]

    @property
    def company_size(self) -> str | None:
        """Band of the company's headcount, as the pipeline names it."""
        employees = self.company.employees
        return None if employees is None else [band.name for band in BANDS if employees >= band.fewest][-1]


def make_customers(rng: random.Random, as_of: date) -> tuple[Customer, ...]:
    """About three contacts to every two companies, CUSTOMERS in all, numbered from L-00001."""
    names = tomllib.loads((files("warehouse.demo") / "phrases" / "names.toml").read_text("utf-8"))
    seats = _seats(rng, _companies(rng, names))
    drawn = [_customer(rng, names, as_of, index, *seat) for index, seat in enumerate(seats, start=1)]
    # Namesakes with one number would be one person.
    first_of = {(one.name, one.phone): one.number for one in reversed(drawn)}
    return tuple(
        one if first_of[one.name, one.phone] == one.number else replace(one, phone=None) for one in drawn
    )


def _seats(rng: random.Random, companies: Sequence[Company]) -> Sequence[tuple[Company, int]]:
    rare = [(company, 1) for company in companies if company.industry == RARE_INDUSTRY]
    common = [company for company in companies if company.industry != RARE_INDUSTRY]
    seats = [(company, seat) for company in common for seat in range(1, rng.choice((1, 1, 1, 2, 3)) + 1)]
    kept = rare + seats[: CUSTOMERS - len(rare)]
    rng.shuffle(kept)
    return kept


def _companies(rng: random.Random, names: dict[str, Any]) -> list[Company]:
    stems = [" ".join(pair) for pair in product(names["company"]["first"], names["company"]["second"])]
    rng.shuffle(stems)
    bands = [band for band in BANDS for _ in range(round(band.share * len(stems)))]
    rng.shuffle(bands)
    return [
        _company(rng, names, stem, band, RARE_INDUSTRY if index < AEROSPACE_CUSTOMERS else None)
        for index, (stem, band) in enumerate(zip(stems, bands, strict=False))
    ]


def _company(
    rng: random.Random, names: dict[str, Any], stem: str, band: Band, industry: str | None
) -> Company:
    country = rng.choices(tuple(LANGUAGE_OF), COUNTRY_WEIGHTS)[0]
    employees = round(band.fewest * (band.most / band.fewest) ** rng.random())
    # Aerospace stays out of Enterprise, where nobody complains about support.
    plan = "Business" if industry else rng.choices(PLANS, band.plan_weights)[0]
    budget = round(900 * employees**0.7 * rng.lognormvariate(0, 0.5), -2)
    return Company(
        name=f"{stem} {names['legal_form'][country]}",
        domain=f"{ascii_slug(stem)}.example.{rng.choice(('com', 'org'))}",
        industry=industry or _known(rng, rng.choice(INDUSTRIES), 0.96),
        employees=_known(rng, employees, 0.96),
        country=country,
        plan=plan,
        annual_budget=_known(rng, int(budget), 0.85),
    )


def _customer(
    rng: random.Random, names: dict[str, Any], as_of: date, index: int, company: Company, seat: int
) -> Customer:
    gender = rng.choice(("female", "male"))
    language = LANGUAGE_OF[company.country]
    first, last = rng.choice(names[gender][language]), rng.choice(names["last"][language])
    phone = FICTIONAL_PHONES.get(company.country, "").format(rng.randrange(100)) or None
    # Nine in ten were customers before the feedback of the last year and a half begins.
    tenure_days = rng.randrange(580, 2600) if rng.random() < 0.9 else rng.randrange(120, 360)
    return Customer(
        number=f"L-{index:05d}",
        company=company,
        name=f"{first} {last}",
        email=f"{ascii_slug(first)}.{ascii_slug(last)}{seat if seat > 1 else ''}@{company.domain}",
        phone=_known(rng, phone, 0.9),
        age=_known(rng, min(68, max(21, round(rng.gauss(41, 10)))), 0.8),
        gender=_known(rng, "other" if rng.random() < 0.02 else gender, 0.88),
        role=rng.choice(ROLES),
        use_case=rng.choice(USE_CASES),
        since=as_of - timedelta(days=tenure_days),
        is_contact_allowed=rng.random() < 0.7,
    )


def _known(rng: random.Random, value: T, share_known: float) -> T | None:
    return value if rng.random() < share_known else None


def ascii_slug(text: str) -> str:
    """Lower case, without accents, blanks as hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(plain.lower().replace("'", "").split())
