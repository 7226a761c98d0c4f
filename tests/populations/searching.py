"""A byte-wise search for many values at once."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

WINDOW = 6
"""Bytes that values are looked for by; shorter ones cannot be searched."""
CHUNK = 1 << 22
WORDLIKE = frozenset(b"0123456789abcdefABCDEF.")
"""Beside a bare number, these make it part of another one: a digest, a fraction."""


def occurrences(data: bytes, values: Iterable[str]) -> list[str]:
    """The values that stand in the data, as UTF-8, sorted.

    A value of digits alone counts only where no digit of a longer number or digest is beside it.

    Raises:
        ValueError: a value is shorter than six bytes.
    """
    by_start: dict[int, list[bytes]] = defaultdict(list)
    for value in values:
        encoded = value.encode()
        if len(encoded) < WINDOW:
            raise ValueError("a value is shorter than six bytes, and would be found by chance")
        by_start[int.from_bytes(encoded[:WINDOW], "little")].append(encoded)
    starts = np.array(sorted(by_start), dtype=np.uint64)
    found: set[bytes] = set()
    for offset in range(0, max(1, len(data) - WINDOW + 1), CHUNK):
        windows = _windows(data[offset : offset + CHUNK + WINDOW - 1])
        for at in np.flatnonzero(np.isin(windows, starts)):
            found.update(_at(data, offset + int(at), by_start[int(windows[at])]))
    return sorted(value.decode() for value in found)


def _windows(data: bytes) -> np.ndarray:
    """Each six neighbouring bytes as one number."""
    signs = np.frombuffer(data, dtype=np.uint8).astype(np.uint64)
    count = max(0, len(signs) - WINDOW + 1)
    windows = np.zeros(count, dtype=np.uint64)
    for place in range(WINDOW):
        windows |= signs[place : place + count] << np.uint64(8 * place)
    return windows


def _at(data: bytes, at: int, candidates: list[bytes]) -> list[bytes]:
    return [one for one in candidates if data.startswith(one, at) and not _is_part_of_a_number(data, at, one)]


def _is_part_of_a_number(data: bytes, at: int, value: bytes) -> bool:
    beside = data[max(0, at - 1) : at] + data[at + len(value) : at + len(value) + 1]
    return value.isdigit() and any(sign in WORDLIKE for sign in beside)
