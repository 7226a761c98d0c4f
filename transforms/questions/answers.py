"""The answers to one question: how many, which numbers, which labels, how much prose."""

import re
from collections import Counter
from dataclasses import dataclass

import polars as pl

from transforms.questions import scale_labels
from transforms.questions.folding import folded
from transforms.spellings.nulls import is_nothing
from transforms.spellings.scores import bare_score, best_score

MOST_DISTINCT = 200
"""Distinct answers beyond which a column is no scale and no choice."""

PROSE_WORDS = 4
PROSE_SHARE = 0.3
_SENTENCE = r"^[^{\[][^{]*\s"
"""Keys have no blank, and what interfaces nest is none of a customer's words."""

_NUMBER = re.compile(r"^[+-]?\d{1,6}(?:[.,]\d{1,6})?$")
_LEADING, _TRAILING = (
    re.compile(r"^(\d{1,2})(?:\s*[-–—=:.)(]+\s*|\s+)([^\W\d_][^\d]*)$"),
    re.compile(r"^([^\W\d_][^\d]*?)\s*[-–—=:(]\s*(\d{1,2})\s*\)?$"),
)


@dataclass(frozen=True)
class Answers:
    """What was answered to one question.

    Attributes:
        total: answers that are not blank.
        nothing: of them, "not applicable" and its like, as they are spelled.
        numbers: how often each number was given, alone or with a label.
        in_order: the numbers, in the order of the file.
        named: the labels that stand beside numbers, folded, by number.
        labels: how often each label without a number was given, folded.
        spellings: the distinct answers as written, the most frequent first (at most MOST_DISTINCT).
        distinct: how many those are in all.
        prose_share: share of the answers of four words or more.
        best: the best scores that answers name themselves, as "4/5" does.
    """

    total: int
    nothing: Counter[str]
    numbers: Counter[float]
    in_order: tuple[float, ...]
    named: dict[float, frozenset[str]]
    labels: Counter[str]
    spellings: Counter[str]
    distinct: int
    prose_share: float
    best: frozenset[float]

    @property
    def counted(self) -> int:
        """Answers that say something."""
        return self.total - self.nothing.total()

    @property
    def is_numeric(self) -> bool:
        return self.numbers.total() >= MOSTLY * max(1, self.counted)

    @property
    def is_prose(self) -> bool:
        return self.prose_share >= PROSE_SHARE


MOSTLY = 0.8


def answers_of(texts: pl.Series, null_values: tuple[str, ...] = ()) -> Answers:
    """What a column of texts holds; `null_values` are no answers."""
    told = texts.str.strip_chars()
    told = told.filter(told.is_not_null() & (told != "") & ~told.is_in(list(null_values)))
    counts = told.value_counts(name="count").sort(["count", told.name], descending=[True, False])
    distinct = counts.height
    spellings = Counter(dict(counts.head(MOST_DISTINCT).iter_rows()))
    none = _nothing(list(spellings))
    bare = dict(zip(spellings, _bare(list(spellings)), strict=True))
    read = {spelling: _read(bare[spelling]) for spelling in spellings}
    numbers: Counter[float] = Counter()
    labels: Counter[str] = Counter()
    named: dict[float, set[str]] = {}
    for spelling, (number, label) in read.items():
        if number is not None:
            numbers[number] += spellings[spelling]
            named.setdefault(number, set()).update([label] if label else [])
        elif label and spelling not in none:
            labels[label] += spellings[spelling]
    nothing = Counter({one: spellings[one] for one in none})
    order = {spelling: number for spelling, (number, _) in read.items() if number is not None}
    return Answers(
        total=len(told),
        nothing=nothing,
        numbers=numbers,
        in_order=tuple(order[one] for one in told if one in order) if distinct <= MOST_DISTINCT else (),
        named={number: frozenset(those) for number, those in named.items() if those},
        labels=labels,
        spellings=spellings,
        distinct=distinct,
        prose_share=_prose_share(told),
        best=_best(list(spellings)),
    )


def _bare(spellings: list[str]) -> list[str]:
    column = pl.DataFrame({"text": spellings}, schema={"text": pl.String})
    return column.select(bare_score(pl.col("text"))).to_series().to_list()


def _nothing(spellings: list[str]) -> list[str]:
    """Those that say that there is no answer: n/a, prefer not to say."""
    column = pl.DataFrame({"text": spellings}, schema={"text": pl.String})
    nulls = column.filter(is_nothing(pl.col("text")))["text"].to_list()
    return [one for one in spellings if one in nulls or scale_labels.is_nothing(folded(one))]


def _best(spellings: list[str]) -> frozenset[float]:
    column = pl.DataFrame({"text": spellings}, schema={"text": pl.String})
    return frozenset(column.select(best_score(pl.col("text"))).to_series().drop_nulls())


def _read(spelling: str) -> tuple[float | None, str | None]:
    """The number that an answer names, and the label."""
    if _NUMBER.match(spelling):
        return float(spelling.replace(",", ".")), None
    if found := _LEADING.match(spelling):
        return float(found[1]), folded(found[2])
    if found := _TRAILING.match(spelling):
        return float(found[2]), folded(found[1])
    return None, folded(spelling)


def _prose_share(told: pl.Series) -> float:
    if not len(told):
        return 0.0
    is_prose = (told.str.count_matches(r"\p{L}+") >= PROSE_WORDS) & told.str.contains(_SENTENCE)
    return float(is_prose.mean())  # type: ignore[arg-type]
