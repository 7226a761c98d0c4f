"""Pseudonyms that nobody can guess, in place of a source's own keys."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

PSEUDONYM_HEX_DIGITS = 24
"""96 bits: a collision among ten million keys is less likely than one in a quadrillion."""


@dataclass(frozen=True)
class Pseudonymiser:
    """Keyed pseudonyms (HMAC-SHA-256): without the project's secret nobody can test a guess.

    Args:
        secret: the project's key, at least 32 bytes, kept outside the databases.
    """

    secret: bytes

    def pseudonym(self, namespace: str, key: str) -> str:
        """The pseudonym of one key: 24 hex digits."""
        message = f"{namespace}\x1f{key}".encode()
        return hmac.digest(self.secret, message, hashlib.sha256).hex()[:PSEUDONYM_HEX_DIGITS]

    def pseudonyms(self, namespace: str, keys: Iterable[str | None]) -> pl.Series:
        """Pseudonyms of a column of keys; null stays null."""
        return pl.Series(
            [None if key is None else self.pseudonym(namespace, key) for key in keys], dtype=pl.String
        )


def normalised_email(email: pl.Expr) -> pl.Expr:
    """An address as a key: trimmed, lower case; null for what is none ("n/a" would join strangers)."""
    address = email.str.strip_chars().str.to_lowercase()
    return pl.when(address.str.contains(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")).then(address)
