"""DuckDB's crypto, which comes as a package of its own and not for every platform."""

from importlib.util import find_spec
from pathlib import Path

import duckdb


def can_encrypt(connection: duckdb.DuckDBPyConnection) -> bool:
    """Loads DuckDB's crypto from its package; false where there is none for this platform."""
    package = find_spec("duckdb_extension_httpfs")
    for folder in package.submodule_search_locations or () if package else ():
        for extension in sorted(Path(folder).rglob("httpfs.duckdb_extension")):
            try:
                connection.load_extension(str(extension))
            except duckdb.Error:
                continue  # built for another platform or version
            return True
    return False
