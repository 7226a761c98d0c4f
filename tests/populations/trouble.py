"""How names, addresses, numbers and companies come out when people write them."""

import random
import unicodedata
from collections.abc import Sequence
from datetime import date

from populations import rates
from populations.companies import Company
from populations.places import Place
from populations.short_forms import SHORT_FORMS

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def happens(rng: random.Random, rate: float) -> bool:
    return rng.random() < rate


def typo(rng: random.Random, text: str) -> str:
    """A letter replaced, swapped with the next, left out or doubled; texts under four letters stay."""
    spots = [at for at, sign in enumerate(text) if sign.isalpha() and at > 0]
    return text if len(text) < 4 or not spots else _misspelt(rng, text, spots)


def _misspelt(rng: random.Random, text: str, spots: Sequence[int]) -> str:
    at, kind = rng.choice(spots), rng.randrange(4)
    if kind == 0:
        return text[:at] + rng.choice(LETTERS.replace(text[at].lower(), "")) + text[at + 1 :]
    if kind == 1 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :] if kind == 2 else text[:at] + text[at] + text[at:]


def without_accents(text: str) -> str:
    plain = text.replace("ß", "ss").replace("ø", "o")
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))


def accents(rng: random.Random, text: str) -> str:
    """Accents dropped, or read in the wrong encoding (MÃ¼ller); mostly as they are."""
    if text.isascii():
        return text
    kind = rng.random()
    if kind < rates.ACCENTS_DROPPED:
        return without_accents(text)
    if kind < rates.ACCENTS_DROPPED + rates.ACCENTS_MANGLED:
        return text.encode("utf-8").decode("cp1252", errors="replace")
    return text


def first_name(rng: random.Random, name: str) -> str:
    if name in SHORT_FORMS and happens(rng, rates.SHORT_FORM):
        return rng.choice(SHORT_FORMS[name])
    written = accents(rng, name)
    return typo(rng, written) if happens(rng, rates.NAME_TYPO / 2) else written


def last_name(rng: random.Random, names: tuple[str, ...]) -> str:
    is_short = len(names) > 1 and happens(rng, rates.SECOND_LAST_NAME_DROPPED)
    written = accents(rng, names[0] if is_short else " ".join(names))
    return typo(rng, written) if happens(rng, rates.NAME_TYPO / 2) else written


def address(rng: random.Random, email: str) -> str:
    """Sometimes with a typo in what stands before the @, sometimes in capitals."""
    local, _, domain = email.partition("@")
    if happens(rng, rates.EMAIL_TYPO):
        local = typo(rng, local)
    if happens(rng, rates.EMAIL_IN_CAPITALS):
        return ".".join(part.capitalize() for part in local.split(".")) + "@" + domain.capitalize()
    return f"{local}@{domain}"


def telephone(rng: random.Random, national: str, place: Place) -> str:
    """One of the notations that are usual in the country."""
    digits = national
    if happens(rng, rates.PHONE_TYPO):
        at = rng.randrange(len(digits) - 6, len(digits))
        digits = digits[:at] + rng.choice("0123456789".replace(digits[at], "")) + digits[at + 1 :]
    area, rest = digits[:3], digits[3:]
    half = len(rest) // 2
    grouped = rng.choice(
        (f"{area} {rest[:half]} {rest[half:]}", f"{area} {rest}", f"{area}-{rest[:half]}-{rest[half:]}")
    )
    if happens(rng, rates.PHONE_WITHOUT_COUNTRY_CODE):
        if place.code == "US":
            return rng.choice(
                (
                    f"({area}) {rest[:3]}-{rest[3:]}",
                    f"{area}-{rest[:3]}-{rest[3:]}",
                    f"{area}.{rest[:3]}.{rest[3:]}",
                )
            )
        inside = place.trunk + digits
        if not place.trunk:
            return rng.choice((inside, grouped))
        return rng.choice(
            (inside, place.trunk + grouped, f"({place.trunk}{area}) {rest}", f"{place.trunk}{area}/{rest}")
        )
    code = place.calling_code
    optional = f"+{code} ({place.trunk}) {grouped}" if place.trunk else f"+{code} {grouped}"
    return rng.choice(
        (f"+{code} {grouped}", f"+{code}{digits}", f"00{code} {grouped}", optional, f"+{code}-{grouped}")
    )


def company_name(rng: random.Random, company: Company) -> str:
    """Without its legal form, or with one of its spellings; sometimes abbreviated or misspelt."""
    words = company.name.replace("&", " ").split()
    if len(words) > 2 and happens(rng, rates.COMPANY_ABBREVIATED):
        return "".join(word[0] for word in words).upper()
    name = accents(rng, company.name)
    if happens(rng, rates.COMPANY_TYPO):
        name = typo(rng, name)
    if happens(rng, rates.LEGAL_FORM_LEFT_OUT):
        return name
    form = rng.choice(company.legal_form)
    return rng.choices((f"{name} {form}", f"{name}, {form}", f"{name} {form}".upper()), (85, 10, 5))[0]


def birthday(rng: random.Random, day: date) -> str:
    """ISO 8601; day and month swapped now and then, where that is a date at all."""
    if day.day <= 12 and happens(rng, rates.DAY_AND_MONTH_SWAPPED):
        return f"{day.year}-{day.day:02d}-{day.month:02d}"
    return day.isoformat()


def country(rng: random.Random, place: Place, in_words: bool) -> str:
    return rng.choice(place.spellings) if in_words else place.spellings[0]


MALFORMED = ("{local}@", "{local}@{host}", "{broken}@{domain}", "{local}@@{domain}", "{local}@{doubled}",
             "{local}.{domain}", "{local}@{comma}", "@{domain}", "n/a", "{local} at {domain}")  # fmt: skip
"""Addresses to which nothing can be sent."""


def malformed_email(rng: random.Random, email: str) -> str:
    local, _, domain = email.partition("@")
    return rng.choice(MALFORMED).format(
        local=local,
        domain=domain,
        host=domain.split(".")[0],
        broken=f"{local[:2]} {local[2:]}",
        doubled=domain.replace(".", "..", 1),
        comma=domain.replace(".", ",", 1),
    )


def malformed_phone(rng: random.Random, written: str) -> str:
    return rng.choice((written[:5], "12345", "none", written[:6] + "xxx", "0000000", written + written[-6:]))


def mistyped_domain(rng: random.Random, email: str) -> str:
    """An address whose domain lacks, doubles, swaps or replaces a letter, as gmial.com."""
    local, _, domain = email.partition("@")
    name, _, ending = domain.partition(".")
    mistyped = name
    while mistyped == name:
        mistyped = _misspelt(rng, name, range(1, len(name)))
    return f"{local}@{mistyped}.{ending}"
