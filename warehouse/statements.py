"""SQL from its files."""

from functools import cache
from importlib.resources import files
from typing import Any

import duckdb


@cache
def statement(path: str) -> str:
    """The text of a `.sql` file below warehouse/, such as "loading/settle.sql"."""
    return files("warehouse").joinpath(path).read_text(encoding="utf-8")


def statements_in(folder: str) -> dict[str, str]:
    """All `.sql` files of a folder below warehouse/, by name, in order."""
    names = sorted(
        one.name for one in files("warehouse").joinpath(folder).iterdir() if one.name.endswith(".sql")
    )
    return {name.removesuffix(".sql"): statement(f"{folder}/{name}") for name in names}


def run(connection: duckdb.DuckDBPyConnection, sql: str, **parameters: Any) -> None:
    """Executes every statement of a script, each with those of the parameters that it names."""
    for one in connection.extract_statements(sql):
        connection.execute(one, {name: parameters[name] for name in one.named_parameters})
