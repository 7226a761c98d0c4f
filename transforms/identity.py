"""Whose row it is: pseudonyms of a record's and a customer's keys, and which keys belong to one person."""

from typing import Literal

import polars as pl

from transforms.description import DETAILS, Customer, Description
from transforms.privacy import Pseudonymiser, normalised_email
from transforms.sparse import changed_where
from transforms.values import raw_name

EMAIL_NAMESPACE = "email"
DESCRIBED_NAMESPACE = "described"
"""Persons without a key, told by name and address, phone or company: one address may serve several."""

NO_KEY = r"(?i)^(?:n/?\.?a\.?|none|null|nil|nan|unknown|undefined|-+|0+|\?+|\[\s*\]|\{\})$"

SEVERAL = r"""^\[\s*["']?[\w-]+["']?\s*(?:,\s*["']?[\w-]+["']?\s*)*\]$|^\d+(?:;\s?\d+)+$"""
"""Keys in a list, as CRMs associate a deal with contacts: 101;102, ["101", "102"]. The first counts."""

SEPARATOR = "\x1f"
History = Literal["stated", "version", "delivery"]


def history(description: Description) -> History | None:
    """Since when a row of a profile holds: its valid_from, its version's time, or its file's delivery."""
    if description.profile is None:
        return None
    if description.profile.valid_from:
        return "stated"
    return "version" if description.record.version else "delivery"


def with_keys(good: pl.DataFrame, description: Description, pseudonymiser: Pseudonymiser) -> pl.DataFrame:
    """Adds record_key, is_keyed, row_hash, speaker_key, account_key, author_id and the further keys.

    Args:
        good: one row per readable line: the raw columns, the read values, and `content`, all that it says.
        description: which columns are keys.
        pseudonymiser: the project's.
    """
    present = frozenset(column for column in description.columns if raw_name(column) in good.columns)
    key = (
        _joined(tuple(one for one in _record_key(description) if one in present))
        if description.record.key
        else pl.col("content")
    )
    says_nothing = _says_nothing(description)
    columns = {
        "record_key": (
            f"record:{description.name}",
            pl.when(says_nothing).then(pl.col("content")).otherwise(key),
        ),
        "row_hash": (f"row:{description.name}", pl.col("content")),
    }
    if description.feedback:
        columns["author_id"] = (f"author:{description.name}", pl.col("author"))
    for name, (namespace, value) in _customer_keys(description, present).items():
        columns[name] = (f"customer:{namespace}", value)
    further = (f"also:{number}" for number in range(len((description.customer or Customer()).also)))
    expected = ("speaker_key", "email_key", "described_key", "account_key", "author_id", *further)
    return (
        good.with_columns(pseudonymiser.pseudonyms(*named).alias(name) for name, named in columns.items())
        .with_columns(is_keyed=pl.lit(bool(description.record.key)) & ~says_nothing)
        .with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in expected if name not in columns)
        .with_columns(described_key=pl.when(pl.col("speaker_key").is_null()).then("described_key"))
        .with_columns(speaker_key=pl.coalesce("speaker_key", "described_key", "email_key"))
    )


def record_keys(
    raw: pl.DataFrame, description: Description, version_at: pl.Expr, pseudonymiser: Pseudonymiser
) -> pl.DataFrame:
    """Columns line, record_key and version_at of the rows that name their record by a whole key.

    None where that key is a person's: its pseudonym would outlive their erasure.

    Args:
        raw: `line` and text columns, each under the `raw_name` of the description's column.
    """
    columns = [one for one in _record_key(description) if raw_name(one) in raw.columns]
    is_named = is_named_apart(description) and not description.reading
    if not is_named or not {*description.record.key} <= {*columns}:
        return raw.select("line", record_key=pl.lit(""), version_at=version_at).clear()
    key = pseudonymiser.pseudonyms(f"record:{description.name}", _joined(tuple(columns)))
    is_whole = pl.all_horizontal(_filled(one).is_not_null() for one in description.record.key)
    return raw.filter(is_whole).select("line", record_key=key, version_at=version_at)


def is_named_apart(description: Description) -> bool:
    """Whether records have a key that is more than their person's own."""
    return not {*description.record.key} <= {*description.personal_columns}


def _says_nothing(description: Description) -> pl.Expr:
    """A reading left blank is no later version of one that was given: it is a record of its own."""
    return pl.col("polarity").is_null() if description.reading else pl.lit(False)


def _record_key(description: Description) -> tuple[str, ...]:
    """The columns that name a record; where a history is kept, each version of a customer is a record."""
    since = description.profile.valid_from if description.profile else None
    return tuple(dict.fromkeys((*description.record.key, *([since.column] if since else []))))


def links(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """The pairs of keys that one record says are one person's."""
    customer = description.customer
    if customer is None:
        return None
    rules = {
        f"also:{number}": f"{description.name}: {also.column}" for number, also in enumerate(customer.also)
    }
    rules["email_key"] = f"{description.name}: e-mail"
    pairs = [
        keyed.select("line", left_key="speaker_key", right_key=name, rule=pl.lit(rule))
        for name, rule in rules.items()
    ]
    return (
        pl.concat(pairs)
        .drop_nulls()
        .filter(pl.col("left_key") != pl.col("right_key"))
        .unique(["line", "left_key", "right_key"], keep="first", maintain_order=True)
    )


def identities(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """What each pseudonym stands for: a row per key that a record names; once, where rows are no profiles."""
    customer = description.customer
    if customer is None:
        return None
    details = [_detail(keyed, detail, description.details.get(detail)) for detail in DETAILS]
    frames = [
        keyed.select(
            "line",
            *details,
            customer_key=name,
            namespace=pl.lit(namespace),
            source_key=value.str.strip_chars(),
        )
        for name, (namespace, value) in _sources_keys(keyed, description).items()
    ]
    if not frames:
        return None
    told = pl.concat(frames).filter(pl.col("customer_key").is_not_null() & (pl.col("source_key") != ""))
    if len(frames) > 1:
        told = told.unique(["line", "customer_key"], keep="first", maintain_order=True)
    if description.profile or told.is_empty():
        return told
    differing = [one.name for one in told if one.name != "line" and one.null_count() < told.height]
    return told.unique(differing, keep="first", maintain_order=True)


def _sources_keys(keyed: pl.DataFrame, description: Description) -> dict[str, tuple[str, pl.Expr]]:
    """By pseudonym column, the namespace and the key that it stands for."""
    customer = description.customer or Customer()
    columns = {
        "speaker_key": (customer.namespace, customer.key),
        "email_key": (EMAIL_NAMESPACE, customer.email),
        **{f"also:{number}": (also.namespace, also.column) for number, also in enumerate(customer.also)},
    }
    found = {
        name: (str(namespace), _first(pl.col(raw_name(column)).str.strip_chars()))
        for name, (namespace, column) in columns.items()
        if column and raw_name(column) in keyed.columns
    }
    told = frozenset(column for column in description.columns if raw_name(column) in keyed.columns)
    if (whom := described(description, told)) is not None:
        found["described_key"] = (DESCRIBED_NAMESPACE, whom)
    return found


def described(description: Description, present: frozenset[str]) -> pl.Expr | None:
    """The name with the address, else with phone and company, as one key (null where these are missing).

    None where the description names no such columns.
    """
    parts = {
        detail: _filled(column).str.to_lowercase().str.replace_all(r"\s+", " ")
        for detail, column in description.details.items()
        if column in present
    }
    names = [parts[one] for one in ("name", "first_name", "last_name") if one in parts]
    others = [parts[one] for one in ("phone", "company") if one in parts]
    address = [normalised_email(parts["email"])] if "email" in parts else []
    if not (names and (others or address)):
        return None
    told = [_told(others)] if others else []
    return pl.concat_str([_told(names), pl.coalesce(*address, *told)], separator=SEPARATOR)


def _told(parts: list[pl.Expr]) -> pl.Expr:
    """All of the parts that are known; null where none is."""
    whole = pl.concat_str([one.fill_null("") for one in parts], separator=SEPARATOR)
    return pl.when(pl.coalesce(parts).is_not_null()).then(whole)


def _customer_keys(description: Description, present: frozenset[str]) -> dict[str, tuple[str, pl.Expr]]:
    customer = description.customer or Customer()
    keys = {
        "speaker_key": (customer.namespace, customer.key),
        "account_key": (f"account of {customer.namespace}", customer.account),
        **{f"also:{number}": (also.namespace, also.column) for number, also in enumerate(customer.also)},
    }
    is_rejected = description.profile or description.contact  # where it is blank
    is_needed = {"speaker_key"} if is_rejected else set()
    found = {
        name: (str(space), _first(_filled(column)) if name in is_needed else _key(column))
        for name, (space, column) in keys.items()
        if column and column in present
    }
    if customer.email and customer.email in present:
        found["email_key"] = (EMAIL_NAMESPACE, normalised_email(_filled(customer.email)))
    if (whom := described(description, present)) is not None:
        found["described_key"] = (DESCRIBED_NAMESPACE, whom)
    return found


def keys_of_customer(description: Description, present: frozenset[str]) -> list[tuple[str, pl.Expr]]:
    """Namespace and value of each key by which a record names its person."""
    keys = _customer_keys(description, present)
    return [(f"customer:{space}", value) for name, (space, value) in keys.items() if name != "account_key"]


def _joined(columns: tuple[str, ...]) -> pl.Expr:
    return pl.concat_str(
        [pl.col(raw_name(column)).str.strip_chars().fill_null("") for column in columns], separator=SEPARATOR
    )


def _key(column: str) -> pl.Expr:
    """The trimmed value; null for what is written where there is no key: it would join strangers."""
    return changed_where(_filled(column), f"{SEVERAL}|{NO_KEY}", _told_key)


def _told_key(keys: pl.Expr) -> pl.Expr:
    first = _first(keys)
    return pl.when(~first.str.contains(NO_KEY)).then(first)


def _filled(column: str) -> pl.Expr:
    trimmed = pl.col(raw_name(column)).str.strip_chars()
    return pl.when(trimmed != "").then(trimmed)


def _first(keys: pl.Expr) -> pl.Expr:
    """The first of several keys."""
    return changed_where(keys, SEVERAL, lambda lists: lists.str.extract(r"([\w-]+)"))


def _detail(frame: pl.DataFrame, detail: str, column: str | None) -> pl.Expr:
    if column is None or raw_name(column) not in frame.columns:
        return pl.lit(None, dtype=pl.String).alias(detail)
    return pl.col("birth_date") if detail == "birth_date" else _filled(column).alias(detail)
