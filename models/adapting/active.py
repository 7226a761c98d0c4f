"""The models in force: a company's own where it has one, the shipped one for every other text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl

from models.sentiment import SentimentModel


@dataclass(frozen=True)
class ActiveModels:
    """One sentiment model per adapted language, and the shipped one.

    Attributes:
        shipped: reads what no adapted model reads.
        adapted: by language.
    """

    shipped: SentimentModel
    adapted: Mapping[str, SentimentModel] = field(default_factory=dict)

    def of(self, language: str | None) -> SentimentModel:
        """The model that reads texts of a language."""
        return self.adapted.get(language or "", self.shipped)

    @property
    def version(self) -> str:
        """Changes when a text could be read otherwise."""
        own = [f"{language}-{self.adapted[language].version}" for language in sorted(self.adapted)]
        return "+".join([self.shipped.version, *own])

    @property
    def learned_until(self) -> dict[str, datetime]:
        """Per adapted language the time of the last text learned from; of undated texts, before all times."""
        told = {language: model.card.get("learned_until") for language, model in self.adapted.items()}
        never = datetime.min.replace(tzinfo=UTC)
        return {
            language: datetime.fromisoformat(until) if until else never for language, until in told.items()
        }

    def parts(self, languages: pl.Series) -> Iterator[tuple[SentimentModel, pl.Series]]:
        """Each model that reads anything, and whether it reads each text; every text has one model."""
        by_own = languages.is_in(list(self.adapted)).fill_null(False)
        for language, model in self.adapted.items():
            if (own := (languages == language).fill_null(False)).any():
                yield model, own
        if not by_own.all():
            yield self.shipped, ~by_own

    def score(self, feedback: pl.DataFrame) -> pl.DataFrame:
        """As SentimentModel.score, each text read by the model of its language, in the same order."""
        numbered = feedback.with_row_index("row")
        found = [
            model.score(part).with_columns(row=part["row"])
            for model, own in self.parts(feedback["language"])
            if len(part := numbered.filter(own))
        ]
        if not found:
            return self.shipped.score(feedback)
        return pl.concat(found).sort("row").drop("row")

    def quality(self) -> pl.DataFrame:
        """Measured quality per language: of the company's own model where there is one."""
        own = [model.quality() for _, model in sorted(self.adapted.items())]
        shipped = self.shipped.quality().filter(~pl.col("language").is_in(list(self.adapted)))
        return pl.concat([shipped, *own]).sort("language")
