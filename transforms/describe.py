"""Apply a description: a raw frame of text columns becomes the canonical frames.

One rule decides a line's fate: if every value in it could be read it is loaded whole, otherwise it is
rejected whole, with every reason.
"""

from dataclasses import dataclass

import polars as pl

from transforms import canonical, identity
from transforms.answers import ratings, survey_answers
from transforms.columns import Moment
from transforms.contracts import SCHEMAS, Canonical, nothing
from transforms.dates import UTC
from transforms.deals import deal_values, stage_values
from transforms.description import Customer, Decision, Description, Feedback
from transforms.follow_up import contact_values, settlement_values
from transforms.mappings.languages import language_code
from transforms.privacy import Pseudonymiser, normalised_email, redact
from transforms.skipping import left_out
from transforms.sparse import with_each_once
from transforms.values import Reader, Value, plain, raw_name, unchecked
from transforms.written import written

MOMENT_ATTRIBUTES = frozenset({"customer_since", "last_purchase_at", "churned_at"})
NUMBER_ATTRIBUTES = frozenset({"lifetime_value"})
TRUTH_ATTRIBUTES = frozenset({"is_active", "consent_to_contact"})
BANDED_ATTRIBUTES = frozenset({"company_size", "budget"})
"""Numbers, or the bands that the source already holds."""

RAW_LIMIT = 400
"""Characters of a rejected line that are kept, redacted."""


@dataclass(frozen=True)
class _Read:
    """The wide frame (one row per line, all values read) and where the rows go."""

    good: pl.DataFrame
    rejects: pl.DataFrame


def describe(raw: pl.DataFrame, description: Description, pseudonymiser: Pseudonymiser) -> Canonical:
    """The canonical frames of a batch of an export.

    Args:
        raw: `line` and text columns, each under the `raw_name` of the description's column.
        description: what the columns mean.
        pseudonymiser: makes pseudonyms of keys and fingerprints of rows.
    Returns:
        Canonical frames that meet their contracts.
    """
    present = frozenset(column for column in description.columns if raw_name(column) in raw.columns)
    read = _read(raw, Reader(description, present))
    keyed = identity.with_keys(read.good, description, pseudonymiser)
    frames = {
        "records": keyed,
        "feedback": canonical.feedback(keyed, description),
        "survey_answers": survey_answers(keyed, description),
        "ratings": ratings(keyed, description),
        "feedback_attributes": canonical.long(keyed, "attribute:", description.attributes),
        "customer_records": canonical.customer_records(keyed, description),
        "customer_attributes": canonical.long(
            keyed, "profile:", description.profile.attributes if description.profile else {}
        ),
        "readings": keyed if description.reading else None,
        "invitations": canonical.invitations(keyed, description),
        "decisions": keyed if description.decision else None,
        "contacted": keyed.with_columns(customer_key="speaker_key") if description.contact else None,
        "settlements": keyed if description.settlement else None,
        "deals": keyed.with_columns(customer_key="speaker_key") if description.deal else None,
        "deal_stages": keyed.filter(pl.col("stage").is_not_null()) if description.stage else None,
        "delivered_links": identity.links(keyed, description),
        "identities": identity.identities(keyed, description),
        "rejects": read.rejects,
        "aged_records": None,
    }
    return Canonical(**{name: _cast(name, frame) for name, frame in frames.items()})


def _cast(name: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    if frame is None:
        return nothing(name)
    schema = SCHEMAS[name]
    return schema.validate(schema.cast(frame.select(schema.column_names())))


# reading ---------------------------------------------------------------------------------------------------


def _read(everything: pl.DataFrame, reader: Reader) -> _Read:
    skipped = left_out(everything, reader)
    raw = everything.join(skipped, on="line", how="anti") if skipped.height else everything
    values = _values(reader)
    checked = {f"problem:{name}": value for name, value in values.items() if value.column}
    missing = {f"missing:{column}": problem for column, problem in _missing(reader).items()}
    known = {name: value.value for name, value in values.items()}
    told = {name: value.problem for name, value in checked.items() if not value.is_null_if_wrong}
    wide = with_each_once(raw, known | told | missing)
    wide = _with_doubted(wide, {name: value for name, value in checked.items() if value.is_null_if_wrong})
    keys = {name: name.removeprefix("missing:") for name in missing}
    faults = _rejects(wide, {name: value.column for name, value in checked.items()} | keys)
    rejects = pl.concat([faults, skipped])
    is_rejected = pl.col("line").is_in(rejects["line"].unique().implode())
    shown = everything.filter(is_rejected).select("line", raw=_raw_line(everything, reader.description))
    good = wide.filter(~is_rejected) if faults.height else wide
    typed = {name: value.column for name, value in values.items() if value.column}
    return _Read(
        good.with_columns(content=_content(good, typed, reader)),
        rejects.join(shown, on="line", how="left", validate="m:1"),
    )


def _with_doubted(wide: pl.DataFrame, doubted: dict[str, Value]) -> pl.DataFrame:
    """Adds the problems of values that are null where something is wrong, looked for in those rows alone."""
    for name, one in doubted.items():
        is_filled = pl.col(raw_name(one.column)).str.contains(r"\S")
        is_doubtful = pl.col(name.removeprefix("problem:")).is_null() & is_filled
        nothing = pl.lit(None, dtype=pl.String).alias(name)
        if one.column and raw_name(one.column) in wide.columns and wide.select(is_doubtful.any()).item():
            told = wide.filter(is_doubtful).select("line", one.problem.alias(name))
            wide = wide.join(told, on="line", how="left", maintain_order="left")
        else:
            wide = wide.with_columns(nothing)
    return wide


def _content(good: pl.DataFrame, typed: dict[str, str], reader: Reader) -> pl.Expr:
    """What a row says, as one text: 5 and 5.0, a blank and a missing column say the same."""
    times = {name for name in typed if good.schema[name] == UTC}
    read = [pl.col(name).dt.epoch("us") if name in times else pl.col(name) for name in typed]
    told = [reader.trimmed(column) for column in reader.description.columns if column not in typed.values()]
    return pl.concat_str(
        [value.cast(pl.String).fill_null("") for value in (*read, *told)], separator=identity.SEPARATOR
    )


def _rejects(wide: pl.DataFrame, columns: dict[str, str]) -> pl.DataFrame:
    told = [name for name in columns if wide[name].null_count() < wide.height]
    return (
        wide.select("line", *told)
        .unpivot(index="line", variable_name="problem", value_name="reason")
        .drop_nulls("reason")
        .with_columns(
            reason=pl.col("reason").cast(pl.String),  # of texts alone, which cannot be wrong, it has no type
            column_name=redact(pl.col("problem").replace_strict(columns, return_dtype=pl.String)),
        )
        .select("line", "column_name", "reason")
        .unique(["line", "column_name", "reason"], keep="first", maintain_order=True)
        .sort("line", maintain_order=True)
    )


def _missing(reader: Reader) -> dict[str, pl.Expr]:
    """By column, why a row lacks a key without which nothing of it could be kept."""
    description = reader.description
    is_needed = description.profile or description.contact
    customer = (description.customer if is_needed else None) or Customer()
    whose = customer.account if description.is_of_accounts else customer.key
    needed = (*description.record.key, *([whose] if whose else []))
    empty = pl.lit("is empty, and the record's key needs it")
    missing: dict[str, pl.Expr] = {
        column: pl.when(reader.raw(column).is_null()).then(empty) for column in needed
    }
    if customer.email and not customer.key:
        address = normalised_email(reader.raw(customer.email))
        is_told = identity.described(description, reader.present)
        nobody = address.is_null() if is_told is None else address.is_null() & is_told.is_null()
        missing[customer.email] = pl.when(nobody).then(
            pl.lit("is no e-mail address, and nothing else says whose the row is")
        )
    return missing


def _raw_line(raw: pl.DataFrame, description: Description) -> pl.Expr:
    personal = {raw_name(column) for column in description.personal_columns}
    columns = [column for column in raw.columns if column != "line" and column not in personal]
    if not columns:
        return pl.lit(None, dtype=pl.String)
    return redact(pl.concat_str(columns, separator=" | ", ignore_nulls=True)).str.slice(0, RAW_LIMIT)


def _values(reader: Reader) -> dict[str, Value]:
    description = reader.description
    values = {"version_at": reader.moment(description.record.version)}
    if description.customer and description.customer.birth_date:
        values["birth_date"] = reader.birth_date(description.customer.birth_date)
    if description.feedback:
        values |= _feedback_values(reader, description.feedback)
    for number, scored in enumerate((*description.answers, *description.ratings)):
        low, high = reader.scale(scored)
        values |= {f"score:{number}": reader.score(scored)}
        values |= {f"low:{number}": unchecked(low), f"high:{number}": unchecked(high)}
    values |= {
        f"attribute:{name}": _attribute(reader, name, column)
        for name, column in description.attributes.items()
    }
    if description.profile:
        values["valid_from"] = reader.moment(description.profile.valid_from)
        profile = description.profile.attributes
        values |= {f"profile:{name}": _attribute(reader, name, column) for name, column in profile.items()}
    if description.reading:
        values["opinion_id"] = unchecked(reader.text(description.reading.opinion_id))
        values["polarity"] = reader.polarity(description.reading.polarity)
        values["read_at"] = reader.moment(description.reading.read_at)
    if description.invitation:
        values["invited_at"] = reader.moment(description.invitation.invited_at)
    if description.decision:
        values |= _decision_values(reader, description.decision)
    if description.contact:
        values |= contact_values(reader, description.contact)
    if description.deal:
        values |= deal_values(reader, description.deal)
    if description.stage:
        values |= stage_values(reader, description.stage)
    if description.settlement:
        values |= settlement_values(reader, description.settlement)
    return values


def _decision_values(reader: Reader, decision: Decision) -> dict[str, Value]:
    """The smaller key left: a pair has one order."""
    left, right = reader.pseudonym(decision.left_key), reader.pseudonym(decision.right_key)
    itself = pl.when(left.value == right.value).then(pl.lit("is the same key as the other: decide on two"))
    return {
        "left_key": Value(left.column, pl.min_horizontal(left.value, right.value), left.problem),
        "right_key": Value(
            right.column, pl.max_horizontal(left.value, right.value), pl.coalesce(right.problem, itself)
        ),
        "decision": reader.decision(decision.decision),
        "decided_at": reader.moment(decision.decided_at),
    }


def _feedback_values(reader: Reader, feedback: Feedback) -> dict[str, Value]:
    texts = ("product", "journey_stage", "touchpoint", "author", "url")
    values = {name: unchecked(redact(reader.text(getattr(feedback, name)))) for name in texts}
    values |= {"title": unchecked(reader.prose(feedback.title))}
    values |= written(reader, feedback)
    values |= {name: reader.moment(getattr(feedback, name)) for name in ("created_at", "replied_at")}
    values["weight"] = reader.weight(feedback.weight)
    values["is_public"] = reader.truth(feedback.is_public)
    values["declared_language"] = unchecked(_language(reader, feedback))
    if feedback.rating:
        low, high = reader.scale(feedback.rating)
        values |= {"rating": reader.score(feedback.rating), "low": unchecked(low), "high": unchecked(high)}
    return values


def _language(reader: Reader, feedback: Feedback) -> pl.Expr:
    code = language_code(reader.text(feedback.language))
    return pl.coalesce(code, pl.lit(reader.description.language, dtype=pl.String))


def _attribute(reader: Reader, name: str, column: Moment) -> Value:
    if name in MOMENT_ATTRIBUTES:
        moment = reader.moment(column)
        return Value(moment.column, moment.value.dt.to_string("%Y-%m-%dT%H:%M:%SZ"), moment.problem)
    if name in NUMBER_ATTRIBUTES:
        number = reader.amount(column)
        return Value(number.column, plain(number.value), number.problem)
    if name in TRUTH_ATTRIBUTES:
        truth = reader.truth(column)
        return Value(truth.column, truth.value.cast(pl.String), truth.problem)
    if name in BANDED_ATTRIBUTES:
        return unchecked(pl.coalesce(plain(reader.amount(column).value), reader.typed(column)))
    return unchecked(redact(reader.text(column)))
