"""The company's rated texts and read opinions, as they are learned from."""

import polars as pl

from models.adapting.labels import labelled_texts
from warehouse.database import Connection
from warehouse.statements import statement

MOST_TEXTS = 50_000
"""A language's latest; learning takes minutes, and more would hardly teach more."""


def labelled(connection: Connection) -> pl.DataFrame:
    """Texts with a known polarity, in languages that have been read: rows of models.adapting.LABELLED."""
    feedback, answers, read = (
        connection.execute(statement(f"adapting/{name}.sql"), parameters).pl().lazy()
        for name, parameters in (
            ("rated_texts", {"most_texts": MOST_TEXTS}),
            ("answers", {}),
            ("read_opinions", {}),
        )
    )
    return labelled_texts(feedback, answers, read)
