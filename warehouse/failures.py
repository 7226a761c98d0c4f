"""What fails for want of room or rights, as sentences: libraries say it each in their own words."""

import errno

import duckdb
import polars as pl

STANDS = "What was published stands as it is. Run it again: it goes on where it was."

_FULL = (
    "the disk is full: make room where the project lies (exports/, report/ and old files of the inbox are "
    f"what to look at first). {STANDS}"
)
_MEMORY = (
    'the memory that it may use is not enough: raise memory_limit under [resources] in voc.toml ("4GB"), '
    f"or give the machine more. {STANDS}"
)
_RIGHTS = (
    "the project's folder cannot be written: see who owns it, and whether its disk is mounted read-only. "
    f"{STANDS}"
)
_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENOMEM: _MEMORY,
    errno.EROFS: _RIGHTS,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
}
_BY_WORDS = (
    ("no space left", _FULL),
    ("disk quota exceeded", _FULL),
    ("read-only file system", _RIGHTS),
    ("permission denied", _RIGHTS),
    ("out of memory", _MEMORY),
    ("cannot allocate memory", _MEMORY),
)


def explained(error: BaseException) -> str | None:
    """What happened and what to do next; None where it is nothing of this kind."""
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return _MEMORY
    if isinstance(error, OSError) and error.errno in _BY_NUMBER:
        where = f"{error.filename}: " if error.filename else ""
        return where + _BY_NUMBER[error.errno]
    if isinstance(error, OSError | duckdb.Error | pl.exceptions.PolarsError):
        said = str(error).lower()
        return next((sentence for words, sentence in _BY_WORDS if words in said), None)
    return None
