"""E-mail addresses of contacts: whether mail can be sent to them, and to whom it goes. No network, ever."""

import re
from functools import cache

import polars as pl

from transforms.contacts.domain_typos import typos
from transforms.tables import table

EMAIL_SCHEMA = pl.Schema(
    {
        "email": pl.String,
        "email_problem": pl.String,
        "sound_email": pl.String,
        "resembled_domain": pl.String,
        "role": pl.String,
    }
)
PLAIN_LOCAL = r"[a-zA-Z0-9_%'-]+(?:[.+][a-zA-Z0-9_%'-]+)*"
PLAIN_LABEL = r"[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*"
PLAIN = re.compile(rf"{PLAIN_LOCAL}@(?:{PLAIN_LABEL}\.)+[a-zA-Z]{{2,20}}")
"""Addresses that nobody could object to, nine in ten: the library, which knows the rest, takes far longer."""
PLAIN_LENGTH = 64
"""Short enough that no part of it can be too long."""
WRAPPING = re.compile(r"^(?:mailto:|<)+|[>.,;:]+$", re.IGNORECASE)
"""What copying leaves around an address."""


def email_verdicts(emails: pl.Series) -> pl.DataFrame:
    """What there is to say of each distinct address, whoever has it.

    Args:
        emails: as the source has them, repeats and nulls allowed.
    Returns:
        email; email_problem (null: mail can be sent to it); sound_email (the address as it should be:
        trimmed, the domain in lower case; null where only its owner could tell); resembled_domain (the
        well-known one that the domain is a letter away from); role (the word before the @, where it names a
        function).
    """
    distinct = emails.drop_nulls().unique().sort()
    rows = [(email, *_verdict(email)) for email in distinct]
    return pl.DataFrame(rows, schema=EMAIL_SCHEMA, orient="row")


def _verdict(email: str) -> tuple[str | None, str | None, str | None, str | None]:
    sound = sound_address(email)
    wrapped = None if sound else sound_address(WRAPPING.sub("", email.strip()))
    problem = None if sound else _problem(email)
    local, _, domain = (sound or wrapped or "").rpartition("@")
    return problem, sound or wrapped, typos().get(domain), role_of(local)


def sound_address(email: str) -> str | None:
    """The address with its domain in lower case; null where mail cannot be sent to it (RFC 5321, 6531)."""
    from email_validator import EmailNotValidError, validate_email

    if len(email) <= PLAIN_LENGTH and PLAIN.fullmatch(email) and not _is_special(email):
        local, _, domain = email.rpartition("@")
        return f"{local}@{domain.lower()}"
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _is_special(email: str) -> bool:
    """Whether the domain ends in one that is reserved for no mail, such as .test; the library says which."""
    return email.rpartition(".")[2].lower() in _reserved_endings()


@cache
def _reserved_endings() -> frozenset[str]:
    from email_validator import SPECIAL_USE_DOMAIN_NAMES

    return frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)


def _problem(email: str) -> str:
    """Why mail cannot be sent, in words that quote nothing."""
    local, at, domain = email.strip().partition("@")
    reasons = {
        'has no "@"': not at,
        'has more than one "@"': "@" in domain,
        "has a blank inside": bool(re.search(r"\s", email.strip())),
        'has nothing before the "@"': not local,
        'has nothing behind the "@"': not domain,
        "has a comma inside": "," in email,
        "has two dots in a row": ".." in email,
        "has a domain without an ending, such as .com": "." not in domain.strip("."),
    }
    return next((reason for reason, is_so in reasons.items() if is_so), "cannot be written so")


def role_of(local: str) -> str | None:
    """The word that names a function: info, info-de and vertrieb2 do; what merely begins so does not."""
    parts = [part for part in re.split(r"[._+\-\d]+", local.lower()) if part]
    whole = "".join(parts)
    if whole in _role_words():
        return whole
    is_suffixed = bool(parts) and all(len(part) <= 2 for part in parts[1:])
    return parts[0] if is_suffixed and parts[0] in _role_words() else None


@cache
def _role_words() -> frozenset[str]:
    return frozenset(table("contacts", "role_words.tsv")["word"])
