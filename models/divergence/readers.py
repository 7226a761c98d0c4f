"""How well each reader tells complaints from praise, per aspect."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import READ_AS, Cast, Reader
from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import ANY_ASPECT
from models.opinions import COMPLAINT, OVERALL
from models.statistics import ReaderRates

ROUNDING = 1e-9  # 0.7 + 0.7 - 1 is 0.4, and not less

STATED_Z = 1.959963984540054  # of the 95 % intervals of the rates

RATED = 0
"""The first reader: a person who rated."""


@dataclass(frozen=True)
class VerifiedColumns:
    """Readers by number, of the languages in which persons read something; arrays of one length.

    Args:
        unread: what the model alone read in the language.
        as_complaint, as_praise, as_neither: what persons read, by what the model had read.
    """

    unread: NDArray[np.int64]
    as_complaint: NDArray[np.int64]
    as_praise: NDArray[np.int64]
    as_neither: NDArray[np.int64]


@dataclass(frozen=True)
class Readers:
    """Rates of shape (aspects, readers).

    Args:
        rates: where a reader is not known, 1 without doubt.
        is_known: whether its rates are known and good enough to tell anything.
        texts: number of the readers that rated or read alone; those after them are persons who read.
        verified: these persons, by language.
    """

    rates: ReaderRates
    is_known: NDArray[np.bool_]
    texts: int
    verified: VerifiedColumns

    @classmethod
    def unread(cls, rates: ReaderRates, is_known: NDArray[np.bool_]) -> Self:
        """Where no person read anything."""
        nobody = np.zeros(0, dtype=np.int64)
        texts = rates.sensitivity.shape[-1]
        return cls(rates, is_known, texts, VerifiedColumns(nobody, nobody, nobody, nobody))

    def of(self, aspects: NDArray[np.int64]) -> "Readers":
        """Of each cell's aspect."""
        return replace(
            self, rates=self.rates.map(lambda values: values[aspects]), is_known=self.is_known[aspects]
        )


def readers_of(cast: Cast, error_rates: pl.DataFrame, parameters: DivergenceParameters) -> Readers:
    """The rates of each aspect of its own, else of any aspect; whole texts have none but their own.

    Args:
        error_rates: rows of ErrorRates.
    """
    informedness = pl.col("sensitivity") + pl.col("specificity") - 1
    known = error_rates.filter(informedness >= parameters.min_informedness - ROUNDING)
    by_key = {(row["language"], row["aspect"]): row for row in known.iter_rows(named=True)}
    shape = (len(cast.aspects), len(cast.readers))
    values = {name: np.zeros(shape) for name in ReaderRates.__dataclass_fields__}
    values["sensitivity"] += 1
    values["specificity"] += 1
    is_known = np.zeros(shape, dtype=bool)
    is_known[:, [reader.language is None or reader.read_as is not None for reader in cast.readers]] = True
    texts = [(code, one.language) for code, one in enumerate(cast.readers) if one.read_as is None]
    for column, language in texts[1:]:
        for row, aspect in enumerate(cast.aspects):
            any_aspect = None if aspect == OVERALL else by_key.get((language, ANY_ASPECT))
            found = by_key.get((language, aspect), any_aspect)
            if found is not None:
                is_known[row, column] = True
                for rate in ("sensitivity", "specificity"):
                    values[rate][row, column] = found[rate]
                    half = (found[f"{rate}_high"] - found[f"{rate}_low"]) / 2
                    values[f"{rate}_variance"][row, column] = (half / STATED_Z) ** 2
    return Readers(ReaderRates(**values), is_known, len(texts), _verified_columns(cast))


def _verified_columns(cast: Cast) -> VerifiedColumns:
    codes = {reader: code for code, reader in enumerate(cast.readers)}
    languages = [one.language for one in cast.readers if one.read_as == COMPLAINT]

    def columns(read_as: int | None) -> NDArray[np.int64]:
        return np.array([codes[Reader(language, read_as)] for language in languages], dtype=np.int64)

    return VerifiedColumns(*(columns(read_as) for read_as in (None, *READ_AS)))
