"""What keeps persons out of the tables: pseudonyms for keys, redaction for texts."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

PSEUDONYM_HEX_DIGITS = 24
"""96 bits: a collision among ten million keys is less likely than one in a quadrillion."""

_REDACTIONS = (
    (r"[\p{L}\p{M}\p{N}._%+'-]+@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*\.\p{L}{2,}\b", "[e-mail]"),
    (r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", "[iban]"),
    (r"\b(?:\d[ -]?){12,18}\d\b", "[card]"),
    (r"(?:\+|\b00)\d{1,3}[ ./()-]*\d(?:[ ./()-]*\d){5,12}\b", "[phone]"),
    (r"\b0\d(?:[ ./-]?\d){7,10}\b", "[phone]"),
    (r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b", "[phone]"),
    (r"\(\d{2}\) ?9?\d{4}[ .-]?\d{4}\b", "[phone]"),
    (r"\(0\d{1,4}\)(?:[ ./-]?\d){5,9}\b", "[phone]"),
    (r"\b[679]\d{2}(?:[ .-]?\d{3}){2}\b", "[phone]"),
    (r"(?i)\bhttps?://\S*[?&=]\S*", "[link]"),
)


def redact(text: pl.Expr) -> pl.Expr:
    """A text without e-mail addresses, account and card numbers, phone numbers and links with parameters."""
    for pattern, stand_in in _REDACTIONS:
        text = text.str.replace_all(pattern, stand_in)
    return text


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
