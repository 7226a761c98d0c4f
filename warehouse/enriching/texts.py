"""Language, sentiment and opinions of every text that the present models have not read yet."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from models.language import LanguageModel
from models.reading import OpinionReader, Reading
from models.sentiment import SentimentModel
from models.taxonomy import Taxonomy
from warehouse.database import Connection, transaction
from warehouse.statements import run, statement

CHUNK_TEXTS = 50_000


@dataclass(frozen=True)
class Readers:
    """What texts are read with, and the version that their verdicts carry."""

    language: LanguageModel
    opinions: OpinionReader
    languages: tuple[str, ...]

    @classmethod
    def load(cls, languages: Sequence[str], taxonomy: Taxonomy) -> "Readers":
        """The shipped models, for the languages that the project expects and the aspects that it knows."""
        reader = OpinionReader(SentimentModel.load(), taxonomy)
        return cls(LanguageModel.load(), reader, tuple(languages))

    @property
    def sentiment(self) -> SentimentModel:
        return self.opinions.model

    @property
    def version(self) -> str:
        """Changes when a text could be read otherwise."""
        parts = (self.sentiment.version, self.language.version, self.opinions.taxonomy.version)
        return f"{'.'.join(parts)}.{'-'.join(self.languages)}"


def read_texts(connection: Connection, readers: Readers) -> int:
    """Reads what is new, in chunks that each commit, so that a killed run goes on where it was."""
    texts = 0
    while chunk := _unread(connection, readers):
        verdicts, opinions = _read(chunk[0], readers)
        connection.register("reading", verdicts)
        connection.register("reading_opinions", opinions)
        with transaction(connection):
            run(connection, statement("enriching/note_reading.sql"), model_version=readers.version)
            run(connection, statement("enriching/note_opinions.sql"))
        connection.unregister("reading")
        connection.unregister("reading_opinions")
        texts += verdicts.height
    return texts


def _unread(connection: Connection, readers: Readers) -> list[pl.DataFrame]:
    frame = connection.execute(
        statement("enriching/unread_texts.sql"), {"model_version": readers.version, "chunk": CHUNK_TEXTS}
    ).pl()
    return [frame] if frame.height else []


def _read(unread: pl.DataFrame, readers: Readers) -> tuple[pl.DataFrame, pl.DataFrame]:
    language = readers.language.identify(unread["text"], unread["declared_language"], readers.languages)
    identified = unread.with_columns(language=pl.coalesce(language, "declared_language"))
    reading = readers.opinions.read(identified.select("feedback_id", "text", "language"))
    verdicts = identified.select("feedback_id", "language").hstack(reading.verdicts)
    return verdicts, _placed_in_text(reading, identified)


def _placed_in_text(reading: Reading, unread: pl.DataFrame) -> pl.DataFrame:
    """The opinions, their spans counted in the text alone; none for words of the title."""
    starts = unread.select("feedback_id", pl.col("text_starts").cast(pl.Int32))
    is_in_text = pl.col("span_start") >= pl.col("text_starts")
    return (
        reading.opinions.join(starts, on="feedback_id", how="left", validate="m:1")
        .with_columns(
            pl.when(is_in_text).then(pl.col(bound) - pl.col("text_starts")).alias(bound)
            for bound in ("span_start", "span_end")
        )
        .drop("text_starts")
    )
