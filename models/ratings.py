"""Ratings said in words: "5/5", "9 out of 10", "cinq étoiles" mean the same whatever their numbers.

Each becomes one of three pseudo-words (RATED), by its share of the best there is; what merely looks alike (a
date, "3/5 of the customers", a five-star hotel) stays as it is. The words are data: lexicons/ratings.tsv.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.language import LANGUAGES

LEXICON = Path(__file__).parent / "lexicons" / "ratings.tsv"
ANY_LANGUAGE = "any"

RATED = ("rating_low", "rating_middle", "rating_high")
LOW_UP_TO, HIGH_FROM = 0.4, 0.75  # share of the best
WHOLES = (5, 10, 20, 100)  # what customers rate out of
STARS = 5

# What a token may be in a rating.
NUMBER, SCORE, STAR, POINT, JOINER, OPENS, CLOSES, COUNTED, GOES_ON, DATE, SIGN = (
    1 << bit for bit in range(11)
)
ROLES = {
    "number": NUMBER,
    "star": STAR,
    "point": POINT,
    "joiner": JOINER,
    "opens": OPENS,  # the first word of a joiner of two ("out of") ...
    "closes": CLOSES,  # ... and the second
    "counted": COUNTED,
    "goes_on": GOES_ON,
    "date": DATE,
}
WORD = r"^[\p{L}\p{M}\p{N}]"
PLAIN_NUMBER = r"^(?:0|[1-9][0-9]{0,2})(?:[.,][0-9]+)?$"
MARK_OUT_OF = r"^(?<mark>(?:0|[1-9][0-9]{0,2})(?:[.,][0-9]+)?)/(?<whole>5|10|20|100)$"  # 05/10 is a date

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@cache
def _lexicon() -> pl.DataFrame:
    """language (its number in LANGUAGES), role, word, value; joiners of two words taken apart."""
    numbers = {language: [number] for number, language in enumerate(LANGUAGES)}
    everywhere = {ANY_LANGUAGE: list(range(len(LANGUAGES) + 1))}
    given = pl.read_csv(LEXICON, separator="\t", schema_overrides={"value": pl.Float64})
    parts = pl.col("word").str.split(" ")
    both = given.filter(parts.list.len() == 2)
    taken_apart = [
        both.with_columns(word=parts.list.get(place), kind=pl.lit(kind))
        for place, kind in enumerate(("opens", "closes"))
    ]
    return (
        pl.concat([given.filter(parts.list.len() == 1), *taken_apart])
        .with_columns(
            language=pl.col("language").replace_strict(numbers | everywhere, return_dtype=pl.List(pl.Int64)),
            role=pl.col("kind").replace_strict(ROLES, return_dtype=pl.Int64),
        )
        .explode("language", empty_as_null=False, keep_nulls=False)
        .group_by("language", "word")
        .agg(pl.col("role").unique().sum(), pl.col("value").max())
    )


def _numeric(words: pl.Series) -> pl.DataFrame:
    """code, role and value of digits and of a mark out of a mark (its share)."""
    mark, number = pl.col("groups").struct.field("mark"), pl.col("word").str.contains(PLAIN_NUMBER)
    value = pl.coalesce(mark, pl.col("word")).str.replace(",", ".").cast(pl.Float64)
    return (
        words.to_frame("word")
        .with_row_index("code")
        .filter(pl.col("word").str.contains("^[0-9]"))
        .with_columns(groups=pl.col("word").str.extract_groups(MARK_OUT_OF))
        .filter(number | mark.is_not_null())
        .select(
            "code",
            role=pl.when(number).then(NUMBER).otherwise(SCORE),
            value=value / pl.col("groups").struct.field("whole").cast(pl.Float64).fill_null(1),
        )
    )


def _tables(words: pl.Series) -> tuple[NDArray[np.int16], Floats]:
    """Roles and value of each distinct word (columns) by language (rows; the last: none)."""
    roles = np.zeros((len(LANGUAGES) + 1, len(words)), np.int16)
    values = np.full(roles.shape, np.nan)
    roles[:, ~words.str.contains(WORD).to_numpy()] = SIGN
    known = words.to_frame("word").with_row_index("code").join(_lexicon(), on="word")
    cell = known["language"].to_numpy(), known["code"].to_numpy()
    roles[cell], values[cell] = known["role"].to_numpy(), known["value"].fill_null(np.nan).to_numpy()
    digits = _numeric(words)
    code = digits["code"].to_numpy()
    roles[:, code], values[:, code] = digits["role"].to_numpy(), digits["value"].to_numpy()
    return roles, values


@dataclass(frozen=True)
class _Candidates:
    """Numbers that may begin a rating, and what stands around them.

    Attributes:
        first: position of the number.
        start, end: bounds of its text.
        language: of its text.
        codes: of every token of the chunk, its column in the tables of `roles` and `values`.
    """

    first: Ints
    start: Ints
    end: Ints
    language: Ints
    codes: Ints
    roles: NDArray[np.int16]
    values: Floats

    def role(self, at: Ints) -> NDArray[np.int16]:
        """Role of the token at each candidate's place; outside its text a sign."""
        is_inside = (at >= self.start) & (at < self.end)
        return np.where(is_inside, self.roles[self.language, self._code(at)], np.int16(SIGN))

    def value(self, at: Ints) -> Floats:
        return self.values[self.language, self._code(at)]

    def _code(self, at: Ints) -> Ints:
        return self.codes[np.clip(at, 0, len(self.codes) - 1)]


@dataclass(frozen=True)
class _Found:
    """Per candidate: whether it is a rating of this form, the position behind it, its share of the best."""

    is_rating: Flags
    end: Ints
    share: Floats


def _counts_something(seen: _Candidates, end: Ints) -> Flags:
    return (seen.role(end) & COUNTED) > 0


def _scores(seen: _Candidates) -> _Found:
    """Such as "4,5/5", "9/10 points"; no date ("on 5/10"), no share ("3/5 of the customers")."""
    unit = seen.role(seen.first + 1) & (STAR | POINT)
    end = seen.first + 1 + (unit > 0)
    is_date = ((seen.role(seen.first - 1) & DATE) > 0) & (unit == 0)
    is_score = ((seen.role(seen.first) & SCORE) > 0) & (seen.value(seen.first) <= 1)
    return _Found(is_score & ~is_date & ~_counts_something(seen, end), end, seen.value(seen.first))


def _out_of(seen: _Candidates) -> _Found:
    """Such as "9 out of 10"; no share ("9 out of 10 people"): a noun may follow full marks alone."""
    following, mark = seen.role(seen.first + 1), seen.value(seen.first)
    is_double = ((following & OPENS) > 0) & ((seen.role(seen.first + 2) & CLOSES) > 0)
    at_whole = seen.first + 2 + is_double
    whole = seen.value(at_whole)
    is_whole = ((seen.role(at_whole) & NUMBER) > 0) & np.isin(whole, WHOLES)
    unit = seen.role(at_whole + 1) & (STAR | POINT)
    end = at_whole + 1 + (unit > 0)
    is_closed = (unit > 0) | (mark == whole) | ((seen.role(end) & (GOES_ON | SIGN)) > 0)
    is_rating = (is_double | ((following & JOINER) > 0)) & is_whole & (mark <= whole) & is_closed
    return _Found(is_rating & ~_counts_something(seen, end), end, mark / np.where(is_whole, whole, 1))


def _stars(seen: _Candidates) -> _Found:
    """Such as "5 stars"; no five-star hotel. A star word with a value goes with that number alone."""
    mark, only = seen.value(seen.first), seen.value(seen.first + 1)
    is_starred = ((seen.role(seen.first + 1) & STAR) > 0) & (np.isnan(only) | (only == mark))
    end = seen.first + 2
    return _Found(is_starred & (mark <= STARS) & ~_counts_something(seen, end), end, mark / STARS)


def _ratings(seen: _Candidates) -> _Found:
    """The ratings of any form; one that begins inside another is part of it."""
    forms = [_scores(seen), _out_of(seen), _stars(seen)]
    is_form = [form.is_rating for form in forms]
    end = np.select(is_form, [form.end for form in forms], seen.first)
    share = np.select(is_form, [form.share for form in forms], np.nan)
    before = np.maximum.accumulate(np.append(0, end))[:-1]
    return _Found(np.any(is_form, axis=0) & (seen.first >= before), end, share)


def _beginnings(roles: NDArray[np.int16], codes: Ints) -> Ints:
    """Positions where a rating may begin in some language: few, so that the others cost next to nothing."""
    ever: NDArray[np.int16] = np.bitwise_or.reduce(roles, axis=0)
    first = np.flatnonzero((ever & (NUMBER | SCORE) > 0)[codes])
    following = ever[codes[np.minimum(first + 1, len(codes) - 1)]]
    begins: Ints = first[(ever[codes[first]] & SCORE > 0) | (following & (JOINER | OPENS | STAR) > 0)]
    return begins


def rated(words: pl.Series, codes: Ints, starts: Ints, languages: Ints) -> Ints:
    """The tokens' codes, ratings replaced.

    Args:
        words: distinct words, folded.
        codes, starts, languages: as in Features.
    Returns:
        codes; for the first token of a rating len(words) + its place in RATED, for its others len(words) + 3.
    """
    roles, values = _tables(words)
    first = _beginnings(roles, codes)
    text = np.searchsorted(starts, first, side="right") - 1
    found = _ratings(
        _Candidates(first, starts[text], starts[text + 1], languages[text], codes, roles, values)
    )
    first, end, share = first[found.is_rating], found.end[found.is_rating], found.share[found.is_rating]
    marked = codes.copy()
    marked[first] = len(words) + (share > LOW_UP_TO) + (share >= HIGH_FROM)
    for step in range(1, (end - first).max(initial=1)):
        rest = first + step
        marked[rest[rest < end]] = len(words) + len(RATED)
    return marked
