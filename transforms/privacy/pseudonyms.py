"""Pseudonyms that nobody can guess, in place of a source's own keys."""

import hashlib
import hmac
from dataclasses import dataclass

import polars as pl
from polars_hash import CryptographicHashingNameSpace

PSEUDONYM_HEX_DIGITS = 24
"""96 bits: a collision among ten million keys is less likely than one in a quadrillion."""


@dataclass(frozen=True)
class Pseudonymiser:
    """Keyed pseudonyms (HMAC-SHA-256, RFC 2104): without the project's secret nobody can test a guess.

    Args:
        secret: the project's key, at least 32 bytes, kept outside the databases. Its hex digits are the
            key of the HMAC.
    """

    secret: bytes

    def pseudonym(self, namespace: str, key: str) -> str:
        """The pseudonym of one key: 24 hex digits."""
        message = _message(namespace) + key
        digest = hmac.digest(self.secret.hex().encode(), message.encode(), hashlib.sha256)
        return digest.hex()[:PSEUDONYM_HEX_DIGITS]

    def pseudonyms(self, namespace: str, keys: pl.Expr) -> pl.Expr:
        """The same for a column of keys; null stays null."""
        messages = CryptographicHashingNameSpace(pl.concat_str([pl.lit(_message(namespace)), keys]))
        return messages.hmac_sha256(key=self.secret.hex()).str.slice(0, PSEUDONYM_HEX_DIGITS)


def _message(namespace: str) -> str:
    return f"{namespace}\x1f"


IS_ADDRESS = r"^[^\s@]+@[^\s@]+\.[^\s@]+$"
HOLDS_ADDRESS = r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+"
"""The e-mail address in the midst of something else."""


def normalised_email(email: pl.Expr) -> pl.Expr:
    """An address as a key: trimmed, lower case; null for what is none ("n/a" would join strangers)."""
    address = email.str.strip_chars().str.to_lowercase()
    return pl.when(address.str.contains(IS_ADDRESS)).then(address)
