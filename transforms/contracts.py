"""The canonical frames: what every export becomes before it is loaded.

All of them carry `line`, the record's line in its file; keys are pseudonyms already. The loader joins them to
the record that won (DESIGN: a later version of a record replaces the earlier).
"""

from dataclasses import dataclass, fields
from functools import cache

import dataframely as dy
import polars as pl


class Records(dy.Schema):
    """One row per record that could be read."""

    line = dy.Int64(primary_key=True)
    record_key = dy.String()  # pseudonym of the key, or of the content where the source has no key
    is_keyed = dy.Bool()
    row_hash = dy.String()
    version_at = dy.Datetime(nullable=True, time_zone="UTC")


class Feedback(dy.Schema):
    """One row per thing said."""

    line = dy.Int64(primary_key=True)
    speaker_key = dy.String(nullable=True)
    author_id = dy.String(nullable=True)
    created_at = dy.Datetime(nullable=True, time_zone="UTC")
    declared_language = dy.String(nullable=True, regex="^[a-z]{2}$")
    title = dy.String(nullable=True)
    text = dy.String(nullable=True)
    question = dy.String(nullable=True)
    rating = dy.Float64(nullable=True)
    rating_min = dy.Float64(nullable=True)
    rating_max = dy.Float64(nullable=True)
    rating_unit = dy.Float64(nullable=True, min=0, max=1)
    product = dy.String(nullable=True)
    journey_stage = dy.String(nullable=True)
    touchpoint = dy.String(nullable=True)
    replied_at = dy.Datetime(nullable=True, time_zone="UTC")
    is_public = dy.Bool(nullable=True)
    url = dy.String(nullable=True)


class SurveyAnswers(dy.Schema):
    """One row per respondent and scored question that was answered."""

    line = dy.Int64(primary_key=True)
    survey = dy.String(primary_key=True)
    metric = dy.Enum(["nps", "csat", "ces"], primary_key=True)
    score = dy.Float64()
    scale_min = dy.Float64()
    scale_max = dy.Float64()
    is_reversed = dy.Bool()
    top_box = dy.Float64()
    band = dy.String()
    weight = dy.Float64(nullable=True, min=0)

    @dy.rule()
    def score_is_on_its_scale(cls) -> pl.Expr:  # noqa: N805
        return pl.col("score").is_between(pl.col("scale_min"), pl.col("scale_max"))


class Ratings(dy.Schema):
    """One row per record and sub-rating that was given."""

    line = dy.Int64(primary_key=True)
    aspect = dy.String(primary_key=True)
    score = dy.Float64()
    scale_min = dy.Float64()
    scale_max = dy.Float64()
    rating_unit = dy.Float64(min=0, max=1)


class FeedbackAttributes(dy.Schema):
    """One row per record and attribute of the speaker that the record itself tells."""

    line = dy.Int64(primary_key=True)
    attribute = dy.String(primary_key=True)
    value = dy.String()


class CustomerRecords(dy.Schema):
    """One row per version of a customer; values are canonical text (ISO times, true/false, plain numbers)."""

    line = dy.Int64(primary_key=True)
    customer_key = dy.String()
    account_key = dy.String(nullable=True)
    is_account = dy.Bool()  # the customer_key is that of a company, as its contacts name it in account_key
    valid_from = dy.Datetime(nullable=True, time_zone="UTC")


class CustomerAttributes(dy.Schema):
    """One row per customer record and attribute that is known."""

    line = dy.Int64(primary_key=True)
    attribute = dy.String(primary_key=True)
    value = dy.String()


class Readings(dy.Schema):
    """One row per opinion that a person was asked to read; null while they have not."""

    line = dy.Int64(primary_key=True)
    opinion_id = dy.String()
    polarity = dy.Int8(min=-1, max=1, nullable=True)
    read_at = dy.Datetime(nullable=True, time_zone="UTC")


class Invitations(dy.Schema):
    """One row per invitation that was sent."""

    line = dy.Int64(primary_key=True)
    survey = dy.String()
    customer_key = dy.String(nullable=True)
    invited_at = dy.Datetime(time_zone="UTC")


class Decisions(dy.Schema):
    """One row per pair of keys on which a person was asked to decide; null while they have not."""

    line = dy.Int64(primary_key=True)
    left_key = dy.String()
    right_key = dy.String()
    decision = dy.String(nullable=True)
    decided_at = dy.Datetime(nullable=True, time_zone="UTC")


class Contacted(dy.Schema):
    """One row per contact that the company made with a customer."""

    line = dy.Int64(primary_key=True)
    customer_key = dy.String()
    contacted_at = dy.Datetime(time_zone="UTC")
    reason = dy.String(nullable=True)
    outcome = dy.String(nullable=True)


class Settlements(dy.Schema):
    """One row per verdict that was acknowledged, muted, assigned, or opened again."""

    line = dy.Int64(primary_key=True)
    aspect = dy.String()
    dimension = dy.String()
    segment = dy.String()
    window_days = dy.Int32(nullable=True, min=1)
    action = dy.String()
    assigned_to = dy.String(nullable=True)
    until = dy.Datetime(nullable=True, time_zone="UTC")
    settled_at = dy.Datetime(nullable=True, time_zone="UTC")


class Deals(dy.Schema):
    """One row per deal."""

    line = dy.Int64(primary_key=True)
    customer_key = dy.String(nullable=True)
    account_key = dy.String(nullable=True)
    stage = dy.String(nullable=True)
    told_won = dy.Bool(nullable=True)
    told_closed = dy.Bool(nullable=True)
    amount = dy.Float64(nullable=True)
    currency = dy.String(nullable=True)
    created_at = dy.Datetime(nullable=True, time_zone="UTC")
    closed_at = dy.Datetime(nullable=True, time_zone="UTC")


class DealStages(dy.Schema):
    """One row per stage of a pipeline."""

    line = dy.Int64(primary_key=True)
    stage = dy.String()
    label = dy.String(nullable=True)
    is_won = dy.Bool(nullable=True)
    is_closed = dy.Bool(nullable=True)


class DeliveredLinks(dy.Schema):
    """Two keys of one person."""

    line = dy.Int64(primary_key=True)
    left_key = dy.String(primary_key=True)
    right_key = dy.String(primary_key=True)
    rule = dy.String()


class Identities(dy.Schema):
    """What `private.duckdb` keeps: whose pseudonym it is."""

    line = dy.Int64(primary_key=True)
    customer_key = dy.String(primary_key=True)
    namespace = dy.String()
    source_key = dy.String()
    name = dy.String(nullable=True)
    first_name = dy.String(nullable=True)
    last_name = dy.String(nullable=True)
    email = dy.String(nullable=True)
    phone = dy.String(nullable=True)
    company = dy.String(nullable=True)
    website = dy.String(nullable=True)
    birth_date = dy.Date(nullable=True)
    country = dy.String(nullable=True)


class Rejects(dy.Schema):
    """One row per reason why a line was not loaded."""

    line = dy.Int64()
    column_name = dy.String(nullable=True)
    reason = dy.String()
    raw = dy.String(nullable=True)


class AgedRecords(dy.Schema):
    """One row per record with a key that is too old to be kept: it may be the newest version of one."""

    line = dy.Int64(primary_key=True)
    record_key = dy.String()
    version_at = dy.Datetime(nullable=True, time_zone="UTC")


@dataclass(frozen=True)
class Canonical:
    """A batch of an export in canonical form; a line is in `records` or in `rejects`, never in both.

    Those of `aged_records` are among the rejects.
    """

    records: pl.DataFrame
    feedback: pl.DataFrame
    survey_answers: pl.DataFrame
    ratings: pl.DataFrame
    feedback_attributes: pl.DataFrame
    customer_records: pl.DataFrame
    customer_attributes: pl.DataFrame
    readings: pl.DataFrame
    invitations: pl.DataFrame
    decisions: pl.DataFrame
    contacted: pl.DataFrame
    settlements: pl.DataFrame
    deals: pl.DataFrame
    deal_stages: pl.DataFrame
    delivered_links: pl.DataFrame
    identities: pl.DataFrame
    rejects: pl.DataFrame
    aged_records: pl.DataFrame


SCHEMAS: dict[str, type[dy.Schema]] = dict(
    zip(
        (field.name for field in fields(Canonical)),
        (
            Records,
            Feedback,
            SurveyAnswers,
            Ratings,
            FeedbackAttributes,
            CustomerRecords,
            CustomerAttributes,
            Readings,
            Invitations,
            Decisions,
            Contacted,
            Settlements,
            Deals,
            DealStages,
            DeliveredLinks,
            Identities,
            Rejects,
            AgedRecords,
        ),
        strict=True,
    )
)


@cache
def nothing(name: str) -> pl.DataFrame:
    """A canonical frame without rows."""
    return SCHEMAS[name].create_empty()
