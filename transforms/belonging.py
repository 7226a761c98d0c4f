"""Whose each record is, whatever else is wrong with it: the pseudonyms of all keys that it names."""

import hashlib
from dataclasses import dataclass

import polars as pl

from transforms.description import Description
from transforms.identity import keys_of_customer
from transforms.privacy import Pseudonymiser
from transforms.values import raw_name

MARKS = "tombstone"
BELONGS_TO_ERASED = "belongs to a person who was erased"


@dataclass(frozen=True)
class Erased:
    """Persons who were erased: the pseudonyms of their pseudonyms, which lead to nothing that is kept."""

    marks: frozenset[str] = frozenset()

    @property
    def version(self) -> str:
        """Changes when somebody else is erased."""
        return hashlib.sha256(" ".join(sorted(self.marks)).encode()).hexdigest()

    def lines(self, raw: pl.DataFrame, description: Description, pseudonymiser: Pseudonymiser) -> pl.Series:
        """The lines of their records.

        Args:
            raw: `line` and text columns, each under the `raw_name` of the description's column.
        """
        told = keys_of_lines(raw, description, pseudonymiser)
        return told.filter(self.has(told["key"], pseudonymiser))["line"].unique()

    def has(self, keys: pl.Series, pseudonymiser: Pseudonymiser) -> pl.Series:
        """Whether each key is one of theirs."""
        marks = keys.to_frame("key").select(pseudonymiser.pseudonyms(MARKS, pl.col("key")))
        return marks.to_series().is_in(sorted(self.marks))

    def parted(
        self, raw: pl.DataFrame, description: Description, pseudonymiser: Pseudonymiser
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The records that are not theirs, and a reject for each that is: neither raw nor key is kept."""
        if not self.marks:
            return raw, rejects_of(raw["line"].clear())
        lines = self.lines(raw, description, pseudonymiser)
        return raw.filter(~pl.col("line").is_in(lines.implode())), rejects_of(lines)


NOBODY = Erased()


def rejects_of(lines: pl.Series) -> pl.DataFrame:
    """Rows of ops.rejects for lines of erased persons."""
    empty = pl.lit(None, dtype=pl.String)
    return pl.DataFrame({"line": lines}).select(
        "line", column_name=empty, reason=pl.lit(BELONGS_TO_ERASED), raw=empty
    )


def keys_of_lines(raw: pl.DataFrame, description: Description, pseudonymiser: Pseudonymiser) -> pl.DataFrame:
    """Columns line and key: the pseudonym of each key that a record names; decisions name pseudonyms.

    A reading's key is the feedback that it is of.
    """
    found = [raw.select("line", key=pl.lit(None, dtype=pl.String)).clear()]
    present = frozenset(column for column in description.columns if raw_name(column) in raw.columns)
    for namespace, value in keys_of_customer(description, present):
        found.append(raw.select("line", key=pseudonymiser.pseudonyms(namespace, value)))
    if description.decision:
        sides = (description.decision.left_key, description.decision.right_key)
        named = [raw_name(side.column) for side in sides if raw_name(side.column) in raw.columns]
        found += [raw.select("line", key=pl.col(name).str.strip_chars()) for name in named]
    if description.reading:
        opinion = pl.col(raw_name(description.reading.opinion_id.column)).str.strip_chars()
        found.append(raw.select("line", key=opinion.str.split(":").list.first()))
    return pl.concat(found).drop_nulls()
