"""Language, sentiment and opinions of every text that the present models have not read yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from models.adapting.active import ActiveModels
from models.artefact import lexicon_version
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
    sentiment: ActiveModels
    taxonomy: Taxonomy
    languages: tuple[str, ...]

    @classmethod
    def load(
        cls,
        languages: Sequence[str],
        taxonomy: Taxonomy,
        adapted: Mapping[str, SentimentModel] | None = None,
    ) -> "Readers":
        """The models for the languages that the project expects and the aspects that it knows.

        Args:
            adapted: the company's own models, by language; the shipped one reads everything else.
        """
        active = ActiveModels(SentimentModel.load(), adapted or {})
        return cls(LanguageModel.load(), active, taxonomy, tuple(languages))

    @property
    def version(self) -> str:
        """Changes when any text could be read otherwise."""
        return self._version(self.sentiment.version)

    def version_of(self, language: str | None) -> str:
        """Changes when a text in this language could be read otherwise."""
        return self._version(self.sentiment.of(language).version)

    def read(self, feedback: pl.DataFrame) -> Reading:
        """Each text read by the model of its language; verdicts in the order of the texts.

        Args:
            feedback: feedback_id, text, language, question.
        """
        numbered = feedback.with_row_index("row")
        verdicts, opinions = [], []
        for model, own in self.sentiment.parts(feedback["language"]):
            part = numbered.filter(own)
            reading = OpinionReader(model, self.taxonomy).read(part)
            verdicts.append(reading.verdicts.with_columns(row=part["row"]))
            opinions.append(reading.opinions)
        return Reading(pl.concat(verdicts).sort("row").drop("row"), pl.concat(opinions))

    def _version(self, of_sentiment: str) -> str:
        parts = (of_sentiment, self.language.version, self.taxonomy.version, lexicon_version())
        return f"{'.'.join(parts)}.{'-'.join(self.languages)}"


def read_texts(connection: Connection, readers: Readers) -> int:
    """Reads what is new, in chunks that each commit, so that a killed run goes on where it was."""
    texts = 0
    while chunk := _unread(connection, readers):
        verdicts, opinions = _read(chunk[0], readers)
        connection.register("reading", verdicts)
        connection.register("reading_opinions", opinions)
        with transaction(connection):
            run(connection, statement("enriching/note_reading.sql"))
            run(connection, statement("enriching/note_opinions.sql"))
        connection.unregister("reading")
        connection.unregister("reading_opinions")
        texts += verdicts.height
    return texts


def count_unread(connection: Connection, readers: Readers) -> int:
    """Texts that the present models have not read yet."""
    (texts,) = _asked(connection, readers, "enriching/count_unread.sql").row(0)
    return int(texts)


def _unread(connection: Connection, readers: Readers) -> list[pl.DataFrame]:
    frame = _asked(connection, readers, "enriching/unread_texts.sql", chunk=CHUNK_TEXTS)
    return [frame] if frame.height else []


def _asked(connection: Connection, readers: Readers, question: str, **parameters: int) -> pl.DataFrame:
    """The answer to a question about the versions that texts were read with."""
    own = [(language, readers.version_of(language)) for language in readers.sentiment.adapted]
    schema = {"language": pl.String, "model_version": pl.String}
    connection.register("own_models", pl.DataFrame(own, schema=schema, orient="row"))
    base = {"model_version": readers.version_of(None)}
    frame = connection.execute(statement(question), {**base, **parameters}).pl()
    connection.unregister("own_models")
    return frame


def _read(unread: pl.DataFrame, readers: Readers) -> tuple[pl.DataFrame, pl.DataFrame]:
    language = readers.language.identify(unread["text"], unread["declared_language"], readers.languages)
    identified = unread.with_columns(language=pl.coalesce(language, "declared_language"))
    reading = readers.read(identified.select("feedback_id", "text", "language", "question"))
    versions = {language: readers.version_of(language) for language in readers.sentiment.adapted}
    verdicts = identified.select(
        "feedback_id",
        "language",
        model_version=pl.col("language").replace_strict(
            versions, default=readers.version_of(None), return_dtype=pl.String
        ),
    ).hstack(reading.verdicts)
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
