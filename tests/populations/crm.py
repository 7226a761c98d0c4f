"""The CRM's contacts, as the export of a well-known CRM names its columns."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from populations import rates, trouble
from populations.companies import MAILBOXES
from populations.mentions import Mention, Notes, mention
from populations.people import Person

SOURCE = "crm_contacts"
NAMESPACE = "crm"
COLUMNS = (
    "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Company name", "Website URL",
    "Country/Region", "Date of birth", "Create Date", "Last Modified Date", "Industry", "Number of employees",
    "Lifetime value", "Status", "Consent",
)  # fmt: skip
FIRST_CREATED = datetime(2019, 1, 1)
AS_OF = datetime(2026, 6, 30, 12)
STALE_DAYS = 730
FREE_MAIL = frozenset((
    "gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "aol.com", "btinternet.com",
    "gmx.de", "web.de", "t-online.de", "libero.it", "orange.fr", "laposte.net",
))  # fmt: skip
"""Providers that a typo is planted in: the well-known ones."""
MISSING = {
    "Industry": rates.CRM_INDUSTRY_MISSING,
    "Number of employees": rates.CRM_EMPLOYEES_MISSING,
    "Lifetime value": rates.CRM_VALUE_MISSING,
    "Country/Region": rates.CRM_COUNTRY_MISSING,
}
"""Attributes that may be unknown, with the share of rows."""
CALLED = {"Country/Region": "country", "Number of employees": "company_size", "Industry": "industry",
          "Lifetime value": "lifetime_value"}  # fmt: skip


def contacts(rng: random.Random, people: Sequence[Person], notes: Notes) -> Iterator[tuple[str, ...]]:
    """A row for each contact; some persons are two contacts."""
    number = 100_000
    for person in people:
        if not trouble.happens(rng, rates.IN_CRM):
            continue
        number += rng.randrange(1, 9)
        yield _row(rng, person, str(number), notes)
        if trouble.happens(rng, rates.DUPLICATE_CONTACT):
            number += rng.randrange(1, 9)
            yield _row(rng, person, str(number), notes)


def _row(rng: random.Random, person: Person, record_id: str, notes: Notes) -> tuple[str, ...]:
    said = _as_kept(rng, mention(rng, person, "crm"), person, record_id, notes)
    created, modified = _times(rng)
    company = said.employer
    told = {
        "Record ID": record_id,
        "First Name": said.first_name,
        "Last Name": said.last_name,
        "Email": said.email,
        "Phone Number": said.phone,
        "Company name": said.company,
        "Website URL": f"https://www.{company.domain}" if company and company.domain and said.company else "",
        "Country/Region": trouble.country(rng, person.place, in_words=trouble.happens(rng, 0.1)),
        "Date of birth": trouble.birthday(rng, person.birth_date) if trouble.happens(rng, 0.5) else "",
        "Create Date": f"{created:%Y-%m-%d %H:%M}",
        "Last Modified Date": f"{modified:%Y-%m-%d %H:%M}",
        "Industry": company.industry if company else "",
        "Number of employees": str(company.employees) if company else "",
        "Lifetime value": str(round(rng.lognormvariate(7, 1.2), 2)),
        "Status": "churned" if trouble.happens(rng, rates.CHURNED) else "active",
        "Consent": _consent(rng, record_id, notes),
    }
    for column, rate in MISSING.items():
        if trouble.happens(rng, rate):
            told[column] = ""
        if not told[column]:
            notes.plant(SOURCE, record_id, f"missing {CALLED[column]}")
    notes.row(SOURCE, record_id, (NAMESPACE, record_id), person, said)
    return tuple(told[column] for column in COLUMNS)


def _as_kept(rng: random.Random, said: Mention, person: Person, record_id: str, notes: Notes) -> Mention:
    """With the trouble that contact bases have."""
    said = _reachable(rng, said, person, record_id, notes)
    if trouble.happens(rng, rates.CRM_COMPANY_MISSING):
        said = replace(said, company="")
    if trouble.happens(rng, rates.NAME_IN_THE_COMPANY_FIELD):
        notes.plant(SOURCE, record_id, "name_in_company")
        return replace(said, company=said.name)
    if trouble.happens(rng, rates.NAME_IN_CAPITALS):
        notes.plant(SOURCE, record_id, "name_in_capitals")
        return replace(said, first_name=said.first_name.upper(), last_name=said.last_name.upper())
    return said


def _reachable(rng: random.Random, said: Mention, person: Person, record_id: str, notes: Notes) -> Mention:
    email, phone = said.email, said.phone
    if trouble.happens(rng, rates.CRM_EMAIL_MISSING):
        email = ""
        notes.plant(SOURCE, record_id, "missing_email")
    elif trouble.happens(rng, rates.EMAIL_MALFORMED):
        email = trouble.malformed_email(rng, email)
        notes.plant(SOURCE, record_id, "malformed_email")
    elif email.lower().partition("@")[2] in FREE_MAIL and trouble.happens(rng, rates.FREE_MAIL_DOMAIN_TYPO):
        email = trouble.mistyped_domain(rng, email)
        notes.plant(SOURCE, record_id, "email_domain_typo")
    elif email.lower().partition("@")[0] in MAILBOXES:
        notes.plant(SOURCE, record_id, "role_email")
    if trouble.happens(rng, rates.CRM_PHONE_MISSING):
        phone = ""
    elif trouble.happens(rng, rates.PHONE_MALFORMED):
        phone = trouble.malformed_phone(rng, phone)
        notes.plant(SOURCE, record_id, "malformed_phone")
    return replace(said, email=email, phone=phone)


def _times(rng: random.Random) -> tuple[datetime, datetime]:
    days = (AS_OF - FIRST_CREATED).days
    if trouble.happens(rng, rates.UNTOUCHED_FOR_YEARS):
        modified = AS_OF - timedelta(days=rng.randrange(STALE_DAYS + 20, days - 200))
    else:
        modified = AS_OF - timedelta(days=rng.randrange(1, STALE_DAYS - 20))
    since = (modified - FIRST_CREATED).days
    return modified - timedelta(days=rng.randrange(1, since), minutes=rng.randrange(1440)), modified


def _consent(rng: random.Random, record_id: str, notes: Notes) -> str:
    kind = rng.random()
    if kind < rates.CONSENT_REFUSED:
        notes.plant(SOURCE, record_id, "consent_refused")
        return "no"
    if kind < rates.CONSENT_REFUSED + rates.CONSENT_UNKNOWN:
        notes.plant(SOURCE, record_id, "consent_unknown")
        return ""
    return "yes"


def plant_what_rows_tell_together(
    rows: Sequence[tuple[str, ...]], person_of: dict[str, str], last_said: dict[str, datetime], notes: Notes
) -> None:
    """Duplicates, addresses of several persons, and records that nobody touched nor spoke for.

    Args:
        rows: the contacts.
        person_of: by Record ID.
        last_said: by person; those who said nothing are missing.
    """
    at = {column: COLUMNS.index(column) for column in ("Record ID", "Email", "Last Modified Date")}
    contacts_of: dict[str, list[str]] = defaultdict(list)
    at_address: dict[str, list[str]] = defaultdict(list)
    unreachable = {
        record for _, record, issue in notes.planted if issue in ("malformed_email", "missing_email")
    }
    watermark = max(last_said.values(), default=AS_OF)
    for row in rows:
        record_id, email = row[at["Record ID"]], row[at["Email"]].lower()
        contacts_of[person_of[record_id]].append(record_id)
        if record_id not in unreachable:
            at_address[email].append(record_id)
        touched = datetime.fromisoformat(row[at["Last Modified Date"]])
        heard = max(touched, last_said.get(person_of[record_id], touched))
        if heard < watermark - timedelta(days=STALE_DAYS):
            notes.plant(SOURCE, record_id, "stale_record")
    for same in contacts_of.values():
        for record_id in same if len(same) > 1 else ():
            notes.plant(SOURCE, record_id, "duplicate_contact")
    for sharing in at_address.values():
        if len({person_of[record_id] for record_id in sharing}) > 1:
            for record_id in sharing:
                notes.plant(SOURCE, record_id, "shared_email")
