"""Which stems of two languages stand for each other, from lines aligned with each other.

Links are estimated by IBM model 1 in both directions (Brown et al., The Mathematics of Statistical Machine
Translation, Computational Linguistics 19, 1993) and kept where both directions agree (Och and Ney, A
Systematic Comparison of Various Statistical Alignment Models, Computational Linguistics 29, 2003) and the
two stems occur together far more often than by chance (Dunning, Accurate Methods for the Statistics of
Surprise and Coincidence, Computational Linguistics 19, 1993).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

ITERATIONS = 12  # the agreed links change by less than one in a hundred after eight
LEAST_LINES = 3  # lines in which both stems occur
LEAST_WEIGHT = 0.3  # √ of the product of both directions' probabilities
LEAST_SURPRISE = 15.0  # log-likelihood ratio; chi-square with one degree of freedom passes it once in 10,000

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Links:
    """Every (foreign stem, English stem) of aligned lines; one entry per line and pair.

    Attributes:
        lines: number of aligned lines.
        foreign, english: stem numbers; pairs: number of the distinct (foreign, english).
        names: pair table: foreign, english (stems), in order of pair number.
    """

    lines: int
    line: Ints
    foreign: Ints
    english: Ints
    pairs: Ints
    names: pl.DataFrame


def _links(foreign: pl.DataFrame, english: pl.DataFrame, lines: int) -> Links:
    joined = (
        foreign.select("line", foreign="stem")
        .unique()
        .join(english.select("line", english="stem").unique(), on="line")
        .sort("line", "foreign", "english")
    )
    names = joined.select("foreign", "english").unique().sort("foreign", "english").with_row_index("pair")
    numbered = joined.join(names, on=["foreign", "english"], validate="m:1", maintain_order="left")
    return Links(
        lines,
        numbered["line"].to_numpy().astype(np.int64),
        numbered["foreign"].rank("dense").to_numpy().astype(np.int64) - 1,
        numbered["english"].rank("dense").to_numpy().astype(np.int64) - 1,
        numbered["pair"].to_numpy().astype(np.int64),
        names.drop("pair"),
    )


def _model_1(links: Links, given: Ints, told: Ints) -> Floats:
    """P(told stem | given stem) per entry: expectation-maximisation from equal chances.

    Each line also holds an empty given word, so that a told word may stem from none.
    """
    told_chance = np.bincount(told) / len(told)
    chance = np.full(len(told), 1.0 / (told.max() + 1))
    token = links.line * (told.max() + 1) + told  # one told word of one line
    _, slot = np.unique(token, return_inverse=True)
    for _ in range(ITERATIONS):
        share = chance / (np.bincount(slot, chance)[slot] + told_chance[told])
        together = np.bincount(links.pairs, share)
        chance = together[links.pairs] / np.bincount(given, share)[given]
    return chance


def _surprise(links: Links) -> pl.DataFrame:
    """Lines together and Dunning's log-likelihood ratio of each pair, in order of pair number."""
    table = pl.DataFrame({"line": links.line, "foreign": links.foreign, "english": links.english})
    foreign_lines = table.group_by("foreign").agg(f=pl.col("line").n_unique())
    english_lines = table.group_by("english").agg(e=pl.col("line").n_unique())
    total = links.lines
    cells = (
        table.with_columns(pair=pl.Series(links.pairs))
        .group_by("pair", "foreign", "english")
        .agg(together=pl.len())
        .join(foreign_lines, on="foreign")
        .join(english_lines, on="english")
        .sort("pair")
    )
    a = cells["together"].to_numpy().astype(float)
    f, e = (cells[name].to_numpy().astype(float) for name in ("f", "e"))
    observed = np.stack([a, f - a, e - a, total - f - e + a])
    expected = np.stack([f * e, f * (total - e), (total - f) * e, (total - f) * (total - e)]) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = 2 * np.nansum(np.where(observed > 0, observed * np.log(observed / expected), 0.0), axis=0)
    return pl.DataFrame({"together": a.astype(np.int64), "surprise": np.where(a > f * e / total, ratio, 0.0)})


def stem_pairs(foreign: pl.DataFrame, english: pl.DataFrame, lines: int) -> pl.DataFrame:
    """foreign, english (stems), weight (0 to 1), together: the links that both directions carry."""
    links = _links(foreign, english, lines)
    forward = _model_1(links, links.foreign, links.english)
    backward = _model_1(links, links.english, links.foreign)
    weight = np.zeros(len(links.names))
    weight[links.pairs] = np.sqrt(forward * backward)
    return (
        links.names.with_columns(weight=pl.Series(weight).round(3))
        .hstack(_surprise(links))
        .filter(
            (pl.col("weight") >= LEAST_WEIGHT)
            & (pl.col("together") >= LEAST_LINES)
            & (pl.col("surprise") >= LEAST_SURPRISE)
        )
    )
