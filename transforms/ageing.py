"""How old records are, and which are older than their source is kept."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from transforms.contracts import AgedRecords
from transforms.description import Description
from transforms.identity import record_keys
from transforms.privacy import Pseudonymiser
from transforms.skipping import LEFT_OUT
from transforms.values import Reader, raw_name

TOO_OLD = LEFT_OUT + "older than its source's retention period"
"""How the reason of a record that is no longer kept begins."""

OUTDONE = LEFT_OUT + "a newer version of it is older than its source's retention period"
"""How the reason begins of a record that is young enough, and no longer the newest."""


@dataclass(frozen=True)
class Period:
    """For how long a source's records are kept: `since` is the first moment of the oldest day, in UTC."""

    days: int
    since: datetime

    @property
    def reason(self) -> str:
        """Why a line of an older record is rejected."""
        return f"{TOO_OLD} of {self.days} days"

    @property
    def outdone_reason(self) -> str:
        """Why a line is rejected where a newer version of its record is too old."""
        return f"{OUTDONE} of {self.days} days"


@dataclass(frozen=True)
class AgeLimit:
    """From when on the records of one file are kept.

    Attributes:
        earliest, latest: between them a time can be true.
        delivered_at: counts for a record without a time that can be true: it is not younger than its file.
    """

    period: Period
    earliest: datetime
    latest: datetime
    delivered_at: datetime

    def times(self, raw: pl.DataFrame, description: Description) -> pl.DataFrame:
        """Columns line and at: the time by which each record of a batch ages.

        Args:
            raw: `line` and text columns, each under the `raw_name` of the description's column.
        """
        present = frozenset(column for column in description.columns if raw_name(column) in raw.columns)
        told = self._told(Reader(description, present), description)
        can_be_true = pl.when(told.is_between(self.earliest, self.latest)).then(told)
        return raw.select("line", at=pl.coalesce(can_be_true, pl.lit(self.delivered_at)))

    def is_past(self, at: pl.Expr) -> pl.Expr:
        """Whether it is too long ago."""
        return at < self.period.since

    def parted(self, raw: pl.DataFrame, description: Description) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The records that are kept, and those that are too old."""
        gone = self.times(raw, description).filter(self.is_past(pl.col("at")))["line"]
        is_gone = pl.col("line").is_in(gone.implode())
        return raw.filter(~is_gone), raw.filter(is_gone)

    def rejects_of(self, lines: pl.Series) -> pl.DataFrame:
        """Rows of ops.rejects for lines of records that are too old."""
        empty = pl.lit(None, dtype=pl.String)
        frame = pl.DataFrame({"line": lines})
        return frame.select("line", column_name=empty, reason=pl.lit(self.period.reason), raw=empty)

    def versions(
        self, gone: pl.DataFrame, description: Description, pseudonymiser: Pseudonymiser
    ) -> pl.DataFrame:
        """Of records that are too old, what decides between versions: contracts.AgedRecords."""
        present = frozenset(column for column in description.columns if raw_name(column) in gone.columns)
        version_at = Reader(description, present).moment(description.record.version).value
        return AgedRecords.validate(record_keys(gone, description, version_at, pseudonymiser), cast=True)

    def _told(self, reader: Reader, description: Description) -> pl.Expr:
        """The time of what a row tells of; of a deal when it closed, which an open one is still to do."""
        if deal := description.deal:
            closed = reader.moment(deal.closed_at).value.clip(upper_bound=pl.lit(self.latest))
            return pl.max_horizontal(reader.moment(deal.created_at).value, closed)
        told = description
        moments = [
            told.feedback.created_at if told.feedback else None,
            told.contact.contacted_at if told.contact else None,
            told.reading.read_at if told.reading else None,
            told.invitation.invited_at if told.invitation else None,
            told.decision.decided_at if told.decision else None,
            told.settlement.settled_at if told.settlement else None,
        ]
        return reader.moment(next((one for one in moments if one), None)).value


def has_age(description: Description) -> bool:
    """Whether rows tell of what took place: a profile, a stage or a link holds until it is changed."""
    told = (description.feedback, description.contact, description.reading, description.invitation)
    return any((*told, description.decision, description.settlement, description.deal))
