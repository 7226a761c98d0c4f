"""Pseudonyms that nobody can guess, in place of a source's own keys."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

PSEUDONYM_HEX_DIGITS = 24
"""96 bits: a collision among ten million keys is less likely than one in a quadrillion."""

BLOCK_BYTES = 64
"""Of SHA-256: HMAC pads its key to them."""

REPEATED = 2
"""Rows per key from which each key's pseudonym is made once."""


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
        """Pseudonyms of a column of keys; null stays null. The same as one by one, in a third of the time."""
        column = pl.Series(keys, dtype=pl.String)
        known = column.unique()
        if len(known) * REPEATED > len(column):
            return self._made(namespace, column)
        return column.replace_strict(known, self._made(namespace, known), return_dtype=pl.String)

    def _made(self, namespace: str, keys: pl.Series) -> pl.Series:
        """HMAC as RFC 2104 defines it: what its two digests have in common is digested once."""
        key = self.secret if len(self.secret) <= BLOCK_BYTES else hashlib.sha256(self.secret).digest()
        block = key.ljust(BLOCK_BYTES, b"\0")
        inside = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + f"{namespace}\x1f".encode())
        outside = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))
        made: list[str | None] = []
        for message in keys.cast(pl.Binary).to_list():
            if message is None:
                made.append(None)
                continue
            inner, outer = inside.copy(), outside.copy()
            inner.update(message)
            outer.update(inner.digest())
            made.append(outer.hexdigest())
        return pl.Series(made, dtype=pl.String).str.slice(0, PSEUDONYM_HEX_DIGITS)


def normalised_email(email: pl.Expr) -> pl.Expr:
    """An address as a key: trimmed, lower case; null for what is none ("n/a" would join strangers)."""
    address = email.str.strip_chars().str.to_lowercase()
    return pl.when(address.str.contains(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")).then(address)
