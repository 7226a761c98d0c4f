"""What the values of a column look like."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from transforms.drafting.headers import meanings
from transforms.mappings.languages import language_code
from transforms.numbers import readings
from transforms.privacy import IS_ADDRESS
from transforms.questions.folding import folded
from transforms.questions.scale_labels import label_sets
from transforms.spellings.nulls import is_nothing
from transforms.spellings.scores import bare_score
from transforms.spellings.written_dates import ambiguous_parts, iso_text

LOOKED_AT = 2_000
"""Distinct values of a column that are looked at."""

LEAST_LABELS, MOST_LABELS = 3, 12

_PHONE = r"^\+?[\d\s()./-]{7,20}$"
_URL = r"^(?:https?://|www\.|/[^\s/]+/)\S*$"
_PROMOTERS = r"(?i)^(?:promoter|passive|neutral|detractor)s?$"
_ISO_DATE = r"^\d{4}-\d{2}-\d{2}(?:[T ].*)?$"


@dataclass(frozen=True)
class Facts:
    """A column of an export.

    Attributes:
        values: its values, trimmed; null where there is nothing.
    """

    name: str
    values: pl.Series

    @cached_property
    def means(self) -> dict[str, float]:
        """What its header says, and how surely."""
        return meanings(self.name)

    @cached_property
    def filled(self) -> int:
        return len(self.values) - self.values.null_count()

    @property
    def filled_share(self) -> float:
        return self.filled / max(1, len(self.values))

    @cached_property
    def distinct(self) -> int:
        return self.values.drop_nulls().n_unique()

    @property
    def is_unique(self) -> bool:
        return self.filled == len(self.values) == self.distinct > 0

    @cached_property
    def looked_at(self) -> pl.Series:
        return self.values.drop_nulls().unique(maintain_order=True).head(LOOKED_AT)

    @cached_property
    def numbers(self) -> pl.Series:
        """Its values as scores, where they can be read so."""
        bare = self.values.to_frame("text").select(bare_score(pl.col("text"))).to_series()
        read = readings(bare)
        return read.select(pl.coalesce("point", "comma")).to_series()

    @cached_property
    def number_share(self) -> float:
        return float(self.numbers.count() / max(1, self.filled))

    @cached_property
    def times_share(self) -> float:
        """Share of the values that are dates, be it in an order that must be told; plain numbers are none."""
        looked_at = self.looked_at.filter(~self.looked_at.str.contains(r"^\d+(?:[.,]\d+)?$"))
        parts = ambiguous_parts(looked_at)["a"]
        is_time = looked_at.str.contains(_ISO_DATE) | iso_text(looked_at).is_not_null() | parts.is_not_null()
        return int(is_time.sum()) / max(1, len(self.looked_at))

    @cached_property
    def unix_share(self) -> float:
        """Share of plain numbers that would be times, were the column one of times."""
        return int(iso_text(self.looked_at).is_not_null().sum()) / max(1, len(self.looked_at))

    @cached_property
    def mean_words(self) -> float:
        lettered = self.looked_at.filter(self._have_letters)
        return float(lettered.str.count_matches(r"\S+").mean() or 0)  # type: ignore[arg-type]

    @cached_property
    def _have_letters(self) -> pl.Series:
        return self.looked_at.str.contains(r"\p{L}")

    @property
    def letters_share(self) -> float:
        return int(self._have_letters.sum()) / max(1, len(self.looked_at))

    @property
    def digits_share(self) -> float:
        return self._share(r"\d")

    @property
    def nested_share(self) -> float:
        """Share of the values that are JSON of an interface, and no words."""
        return self._share(r"^\[?\{.*[}\]]$")

    @cached_property
    def are_promoters(self) -> bool:
        """Whether it says promoter, passive or detractor, and nothing else."""
        return self.filled > 0 and self._share(_PROMOTERS) == 1

    @cached_property
    def worded_scale(self) -> tuple[str, int] | None:
        """The scale in words of which its values are all points, and how many; from three on."""
        labels = {folded(one) for one in self.looked_at.head(MOST_LABELS)}
        if not LEAST_LABELS <= len(self.looked_at) <= MOST_LABELS:
            return None
        fitting = (one for one in label_sets().values() if one.points == len(labels) and one.holds(labels))
        found = next(fitting, None)
        return (found.name, found.points) if found else None

    @property
    def email_share(self) -> float:
        return self._share(IS_ADDRESS)

    @property
    def phone_share(self) -> float:
        return self._share(_PHONE)

    @property
    def url_share(self) -> float:
        return self._share(_URL)

    @property
    def language_share(self) -> float:
        codes = self.looked_at.to_frame("text").select(language_code(pl.col("text"))).to_series()
        return codes.count() / max(1, len(codes))

    def _share(self, pattern: str) -> float:
        return int(self.looked_at.str.contains(pattern).sum()) / max(1, len(self.looked_at))

    @property
    def described(self) -> str:
        """In a few words, without a value of the file."""
        return f"{self.filled_share:.0%} filled, {self.distinct:,} different".replace("%", " %")


def facts_of(name: str, column: pl.Series) -> Facts:
    """The facts of a column of texts."""
    trimmed = column.str.strip_chars()
    text = pl.col("text")
    plain = trimmed.to_frame("text").select(pl.when((text != "") & ~is_nothing(text)).then(text))
    return Facts(name, plain.to_series())
