"""Language and sentiment of every text that the present models have not read yet."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from models.language import LanguageModel
from models.sentiment import SentimentModel
from warehouse.database import Connection, transaction
from warehouse.statements import run, statement

CHUNK_TEXTS = 50_000


@dataclass(frozen=True)
class Readers:
    """The two models, and the version that their verdicts carry."""

    language: LanguageModel
    sentiment: SentimentModel
    languages: tuple[str, ...]

    @classmethod
    def load(cls, languages: Sequence[str]) -> "Readers":
        """The shipped models, for the languages that the project expects."""
        return cls(LanguageModel.load(), SentimentModel.load(), tuple(languages))

    @property
    def version(self) -> str:
        """Changes when a text could be read otherwise."""
        return f"{self.sentiment.version}.{self.language.version}.{'-'.join(self.languages)}"


def read_texts(connection: Connection, readers: Readers) -> int:
    """Reads what is new, in chunks that each commit, so that a killed run goes on where it was."""
    texts = 0
    while chunk := _unread(connection, readers):
        frame = _read(chunk[0], readers)
        connection.register("reading", frame)
        with transaction(connection):
            run(connection, statement("enriching/note_reading.sql"), model_version=readers.version)
        connection.unregister("reading")
        texts += frame.height
    return texts


def _unread(connection: Connection, readers: Readers) -> list[pl.DataFrame]:
    frame = connection.execute(
        statement("enriching/unread_texts.sql"), {"model_version": readers.version, "chunk": CHUNK_TEXTS}
    ).pl()
    return [frame] if frame.height else []


def _read(unread: pl.DataFrame, readers: Readers) -> pl.DataFrame:
    language = readers.language.identify(unread["text"], unread["declared_language"], readers.languages)
    identified = unread.with_columns(language=pl.coalesce(language, "declared_language"))
    verdicts = readers.sentiment.score(identified.select("text", "language"))
    return identified.select("feedback_id", "language").hstack(verdicts)
