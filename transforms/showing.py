"""The first rows of a file as they would be loaded, for a person to look at."""

from collections.abc import Mapping, Sequence

import polars as pl

from transforms.contracts import Canonical

SHOWN_ROWS = 10
SHOWN_CHARACTERS = 60
HIDDEN = "…"

_OF_FEEDBACK = (
    "created_at", "declared_language", "rating", "title", "text", "product", "journey_stage", "touchpoint",
    "replied_at",
)  # fmt: skip


def first_rows(canonical: Canonical, count: int = SHOWN_ROWS) -> list[dict[str, str]]:
    """What the first lines say, by name; what tells who it is shows as "…", texts redacted and shortened.

    Returns:
        Rows that all have the same names; what no row has is left out.
    """
    lines = canonical.records.select("line", customer=_hidden(canonical)).sort("line").head(count)
    told = (
        lines.join(canonical.feedback.select("line", *_OF_FEEDBACK), on="line", how="left")
        .join(_wide(canonical.survey_answers, "metric", "score"), on="line", how="left")
        .join(_wide(canonical.ratings, "aspect", "score"), on="line", how="left")
        .join(_wide(canonical.feedback_attributes, "attribute", "value"), on="line", how="left")
        .join(_wide(canonical.customer_attributes, "attribute", "value"), on="line", how="left")
        .sort("line")
    )
    known = [name for name in told.columns if told[name].null_count() < told.height]
    shown = told.select(_shown(name, told.schema[name]) for name in known)
    return [{name: value or "" for name, value in row.items()} for row in shown.iter_rows(named=True)]


def either_way(*ways: Sequence[Mapping[str, str]]) -> tuple[dict[str, str], ...]:
    """The same rows read in several ways; a cell that differs shows each: "2024-04-03 or 2024-03-04"."""
    names = list(dict.fromkeys(name for rows in ways for row in rows for name in row))
    return tuple(
        {name: " or ".join(dict.fromkeys(row[name] for row in same if row.get(name))) for name in names}
        for same in zip(*ways, strict=True)
    )


def _hidden(canonical: Canonical) -> pl.Expr:
    """That somebody is known, and not who."""
    known = canonical.identities["line"].unique().implode()
    return pl.when(pl.col("line").is_in(known)).then(pl.lit(HIDDEN))


def _wide(frame: pl.DataFrame, name: str, value: str) -> pl.DataFrame:
    if frame.is_empty():
        return frame.select("line").cast(pl.Int64).unique()
    told = frame.select(
        "line",
        name=pl.col(name).cast(pl.String),
        value=pl.col(value).cast(pl.String).str.replace(r"\.0$", ""),
    )
    return told.pivot("name", index="line", values="value", aggregate_function="first")


def _plain(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).str.replace(r"\.0$", "")


def _shown(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        return column.dt.to_string("%Y-%m-%d %H:%M")
    text = column.cast(pl.String).str.replace(r"\.0$", "").str.replace_all(r"\s+", " ")
    short = text.str.slice(0, SHOWN_CHARACTERS - 1) + "…"
    return pl.when(text.str.len_chars() > SHOWN_CHARACTERS).then(short).otherwise(text).alias(name)
