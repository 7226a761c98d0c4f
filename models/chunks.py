"""Many rows, a chunk at a time: bounded memory, and all processors busy."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import polars as pl

Read = TypeVar("Read")


def threads() -> int:
    """As many as Polars has: POLARS_MAX_THREADS, else the machine's processors."""
    return pl.thread_pool_size()


def in_chunks(rows: int, chunk_rows: int, read: Callable[[slice], Read]) -> list[Read]:
    """What `read` makes of each chunk, in order; of no rows, what it makes of an empty one.

    Chunks are read side by side: Polars and NumPy let go of the interpreter's lock while they work.
    """
    chunks = [slice(start, start + chunk_rows) for start in range(0, max(rows, 1), chunk_rows)]
    workers = min(threads(), len(chunks))
    if workers == 1:
        return [read(chunk) for chunk in chunks]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(read, chunks))
