"""One person as one row of an export tells of them, and the notes that are taken of what was written."""

import random
import re
from dataclasses import dataclass, field, replace

from populations import rates, trouble
from populations.companies import Company
from populations.people import Person

SEPARATOR = "\x1f"
DISTINCTIVE = 10
"""Letters from which on a last name alone is nobody's ordinary word."""
DISTINCTIVE_NAME = 8
"""Signs from which on a name of two words stands nowhere by chance; "A Cox" might."""


@dataclass(frozen=True)
class Mention:
    """What a row says of a person; blank where it says nothing. `employer` is the company that it means."""

    first_name: str
    last_name: str
    email: str
    phone: str
    company: str
    employer: Company | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass
class Notes:
    """Whose rows they are, what is wrong with them, and every personal value as it was written."""

    records: list[tuple[str, str, str, str, str, str | None]] = field(default_factory=list)
    planted: list[tuple[str, str, str]] = field(default_factory=list)
    personal: set[str] = field(default_factory=set)

    def row(self, source: str, row_key: str, key: tuple[str, str], person: Person, said: Mention) -> None:
        """Notes that a row, known under a key (namespace and value), is a person's."""
        company_id = said.employer.company_id if said.employer else None
        self.records.append((source, row_key, *key, person.person_id, company_id))
        self.write(said.name, said.email, said.phone)
        if len(said.last_name) >= DISTINCTIVE:
            self.personal.add(said.last_name)

    def write(self, name: str, email: str = "", phone: str = "") -> None:
        """Notes values that must be found nowhere else."""
        if " " in name and len(name) >= DISTINCTIVE_NAME:
            self.personal.add(name)
        if "@" in email:
            self.personal.add(email.strip())
        if sum(sign.isdigit() for sign in phone) >= 7:
            self.personal.add(phone)

    def plant(self, source: str, row_key: str, issue: str) -> None:
        self.planted.append((source, row_key, issue))


def mention(rng: random.Random, person: Person, source: str) -> Mention:
    """The person as a row of a source tells of them, with the trouble that there is everywhere."""
    is_at_former = person.company_before is not None and trouble.happens(rng, rates.EMPLOYER_OF_BEFORE)
    is_unmarried = person.last_names_before is not None and trouble.happens(rng, rates.LAST_NAME_OF_BEFORE)
    employer = person.company_before if is_at_former else person.company
    first = trouble.first_name(rng, person.first_name)
    last = trouble.last_name(rng, (person.last_names_before or ()) if is_unmarried else person.last_names)
    is_former_address = is_at_former or (is_unmarried and person.company_before is None)
    said = Mention(
        first_name=first,
        last_name=last,
        email=trouble.address(rng, _address(rng, person, employer, source, is_former_address)),
        phone=_telephone(rng, person, employer),
        company=trouble.company_name(rng, employer) if employer else "",
        employer=employer,
    )
    return _shortened(rng, said, source)


def _address(
    rng: random.Random, person: Person, employer: Company | None, source: str, is_former: bool
) -> str:
    if employer and employer.mailbox and trouble.happens(rng, rates.FROM_THE_SHARED_MAILBOX):
        return employer.mailbox
    if person.shared_email and trouble.happens(rng, rates.FROM_THE_HOUSEHOLD):
        return person.shared_email
    if person.work_email is None or trouble.happens(rng, rates.PRIVATE_EMAIL[source]):
        return person.private_email
    return person.work_email_before if is_former and person.work_email_before else person.work_email


def _telephone(rng: random.Random, person: Person, employer: Company | None) -> str:
    is_at_home = employer is not None and employer.place is person.place
    if employer and employer.switchboard and is_at_home and trouble.happens(rng, rates.OFFICE_NUMBER):
        return trouble.telephone(rng, employer.switchboard, employer.place)
    return trouble.telephone(rng, person.phone, person.place)


def _shortened(rng: random.Random, said: Mention, source: str) -> Mention:
    if trouble.happens(rng, rates.FIRST_AND_LAST_SWAPPED):
        return replace(said, first_name=said.last_name, last_name=said.first_name)
    initials = rates.INITIAL_ONLY_IN_SURVEY if source == "survey" else rates.INITIAL_ONLY
    if trouble.happens(rng, initials):
        return replace(said, first_name=said.first_name[0] + rng.choice(("", ".")))
    return said


def key_of(said: Mention, name: str, key: str = "", namespace: str = "") -> tuple[str, str]:
    """Namespace and value of the key that a row is known under.

    Its source's, else whom it describes, by name and address, or by name, phone and company; a test holds
    this to what descriptions do.
    """
    if key:
        return namespace, key
    address = said.email.strip().lower()
    is_address = re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", address)
    told = (name, address) if is_address else (name, said.phone, said.company)
    return "described", SEPARATOR.join(re.sub(r"\s+", " ", part.strip().lower()) for part in told)
