"""DuckDB's crypto, which comes as a package of its own and not for every platform."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import duckdb

CHECKED: dict[str, str | bool | int | float | list[str]] = {"allow_unsigned_extensions": True}
"""For connections that run our own SQL alone: what they load was checked when the process first loaded it."""


def can_encrypt(connection: duckdb.DuckDBPyConnection) -> bool:
    """Loads DuckDB's crypto from its package; false where there is none for this platform."""
    extension = _signed()
    if extension is not None:
        connection.load_extension(str(extension))
    return extension is not None


@cache
def _signed() -> Path | None:
    """The crypto for this platform and version. To check its signature takes a tenth of a second: once."""
    package = find_spec("duckdb_extension_httpfs")
    for folder in package.submodule_search_locations or () if package else ():
        for extension in sorted(Path(folder).rglob("httpfs.duckdb_extension")):
            with duckdb.connect() as connection:
                try:
                    connection.load_extension(str(extension))
                except duckdb.Error:
                    continue  # built for another platform or version
            return extension
    return None
