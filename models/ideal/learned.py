"""The ideal customer, learned from what customers are worth."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import norm, rankdata

from models.ideal.coding import Coding, Floats, Ints
from models.ideal.tables import EFFECTS_SCHEMA

FOLDS = 5
FOLDS_INFLATION = 1 + FOLDS / (FOLDS - 1)
"""Of the variance of a figure over all folds, whose training sets overlap (C. Nadeau, Y. Bengio, Inference
for the generalization error, Machine Learning 52, 2003). Without it, a signal was claimed in 4 to 10 % of
made-up data that had none; with it, in 0.5 to 2 %."""

MOST_ACCOUNTS = 50_000  # more of them make no estimate better that anybody could tell
UNIT = 1_000_000  # weights are whole numbers, so that sums, and with them ties, are the same everywhere
Z_95 = float(norm.ppf(0.975))

Segments = Mapping[str, pl.Series]


@dataclass(frozen=True)
class Lesson:
    """Customers of known value, in a fixed order.

    Attributes:
        segments: of each dimension, one per customer, null where unknown.
        account: whose customers stay on one side of a hold-out, and count together as one.
        value: per year; any scale will do.
        years: since the customer joined.
    """

    segments: Segments
    account: pl.Series
    value: Floats
    years: Floats

    def only(self, rows: NDArray[np.bool_]) -> "Lesson":
        kept = pl.Series(rows)
        segments = {name: one.filter(kept) for name, one in self.segments.items()}
        return Lesson(segments, self.account.filter(kept), self.value[rows], self.years[rows])


@dataclass(frozen=True)
class Learned:
    """What each column adds, in millionths of a normal score.

    Attributes:
        scores: of each dimension, one per column of its coding and a last 0 for unknown.
        errors: standard errors of the scores, likewise.
    """

    coding: Coding
    scores: Mapping[str, Ints]
    errors: Mapping[str, Floats]

    def scored(self, segments: Segments) -> Ints:
        """The sum of each customer."""
        height = len(next(iter(segments.values())))
        parts = [self.scores[one.name][one.places(segments[one.name])] for one in self.coding.dimensions]
        return sum(parts, start=np.zeros(height, np.int64))

    def effects(self, present: pl.DataFrame) -> pl.DataFrame:
        """What each segment adds: how far from the middle of all customers somebody ranks by value who is
        average but for this, as a share of all customers.

        Args:
            present: dimension, segment; unknown ones left out.
        Returns:
            Rows of EFFECTS_SCHEMA, null where a dimension tells nothing or a segment is too rare.
        """
        parts = [self._effects(name, own["segment"]) for (name,), own in present.group_by("dimension")]
        return pl.concat([pl.DataFrame(schema=EFFECTS_SCHEMA), *parts]).sort("dimension", "segment")

    def _effects(self, name: str, segments: pl.Series) -> pl.DataFrame:
        coded = {one.name: one for one in self.coding.dimensions}.get(name)
        place = np.full(len(segments), -1) if coded is None else coded.places(segments)
        scores, errors = (of.get(name, np.zeros(1))[place] for of in (self.scores, self.errors))
        is_known = pl.Series(place >= 0)
        ends = {"effect": 0.0, "effect_low": -Z_95, "effect_high": Z_95}
        shifts = {end: norm.cdf(scores / UNIT + z * errors) - 0.5 for end, z in ends.items()}
        pooled = is_known & ~segments.is_in(coded.frequent if coded else [])
        frame = pl.DataFrame({"dimension": name, "segment": segments, **shifts, "is_pooled": pooled})
        return frame.with_columns(pl.when(is_known).then(pl.col(list(ends)))).cast(EFFECTS_SCHEMA)


def learned(lesson: Lesson) -> Learned | None:
    """What each segment adds to the value, all else being equal; None where nothing tells customers apart.

    The target is the customer's rank by value, as a normal score (B. van der Waerden, 1952): a few very
    large customers do not outweigh the others, sums of zero are no problem, and no currency matters. Every
    account counts as one. The years since joining stand beside the segments and are left out of the sum, so
    that a segment whose customers joined lately is neither favoured nor blamed for it.
    """
    weight = 1.0 / lesson.account.to_frame().select(pl.len().over(lesson.account.name)).to_series().to_numpy()
    coding = Coding.of(lesson.segments, weight)
    if not coding.dimensions:
        return None
    design = np.column_stack([np.log(lesson.years), coding.design(lesson.segments)])
    from models.ideal.ridge import FREE, BlockRidge  # with scikit-learn, which takes a second to load

    model = BlockRidge(np.append(FREE, coding.blocks))
    model.fit(design, normal_scores(lesson.value), sample_weight=weight)
    coefficients, covariance = model.coef_[1:], model.covariance_[1:, 1:]
    scores, errors = {}, {}
    for number, one in enumerate(coding.dimensions):
        own = coding.blocks == number
        centred = np.eye(len(one.shares)) - one.shares
        spread = np.sqrt(np.einsum("ij,jk,ik->i", centred, covariance[np.ix_(own, own)], centred))
        scores[one.name] = np.append(np.rint(centred @ coefficients[own] * UNIT), 0).astype(np.int64)
        errors[one.name] = np.append(spread, 0.0)
    return Learned(coding, scores, errors)


def drawn(lesson: Lesson) -> Lesson:
    """At most MOST_ACCOUNTS, drawn by hash: a new account displaces at most one."""
    accounts = lesson.account.unique()
    if len(accounts) <= MOST_ACCOUNTS:
        return lesson
    hashes = accounts.map_elements(_hash, return_dtype=pl.UInt64)
    kept = accounts.gather(hashes.arg_sort()[:MOST_ACCOUNTS])
    return lesson.only(lesson.account.is_in(kept.implode()).to_numpy())


def normal_scores(value: Floats) -> Floats:
    """Each value's rank as the normal quantile of (rank - 1/2) / n; ties at their middle."""
    scores: Floats = norm.ppf((rankdata(value) - 0.5) / len(value))
    return scores


def held_out_scores(lesson: Lesson) -> Ints:
    """The score of each customer by what the customers of other folds teach, accounts kept together."""
    fold = lesson.account.map_elements(_fold, return_dtype=pl.Int64).to_numpy()
    scores = np.zeros(len(fold), np.int64)
    for held_out in range(FOLDS):
        rows = fold == held_out
        taught = learned(lesson.only(~rows)) if rows.any() else None
        if taught is not None:
            scores[rows] = taught.scored(lesson.only(rows).segments)
    return scores


def _fold(account: str) -> int:
    """The same on every machine, and for an old account whatever new ones come."""
    return _hash(account) % FOLDS


def _hash(account: str) -> int:
    return int.from_bytes(hashlib.blake2b(account.encode(), digest_size=8).digest(), "big")
