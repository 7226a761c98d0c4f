"""ops.questions: what the questions of surveys were taken for, so that a later file is read alike."""

import json
from collections.abc import Sequence

import duckdb
import polars as pl

from transforms.privacy import redacted_text
from transforms.questions.finding import Finding
from transforms.questions.told import Told
from warehouse.database import Connection
from warehouse.loading.outcomes import Earlier
from warehouse.project import Project
from warehouse.publishing.snapshot import reading
from warehouse.statements import run, statement


def earlier(connection: Connection) -> Earlier:
    """By source, column and wording, what was found in earlier files."""
    rows = connection.execute(statement("loading/questions_found.sql")).fetchall()
    found: dict[str, dict[tuple[str, str], Told]] = {}
    for source, column, wording, said in rows:
        told = Told.model_validate(
            {key: value for key, value in json.loads(said).items() if value is not None}
        )
        found.setdefault(source, {})[column, wording] = told
    return found


def earlier_published(project: Project) -> Earlier:
    """The same of the published snapshot; nothing where there is none, or an old one."""
    if not project.snapshot.exists():
        return {}
    try:
        with reading(project) as published:
            return earlier(published)
    except duckdb.CatalogException:
        return {}


def remember(connection: Connection, source: str, file_id: str, questions: Sequence[Finding]) -> None:
    """Notes what a file is the first to tell of its questions; in the caller's transaction."""
    if not questions:
        return
    rows = pl.DataFrame([_row(one) for one in questions], schema=_SCHEMA, orient="row")
    connection.register("asked", rows)
    run(connection, statement("loading/questions_replace.sql"), source=source)
    run(connection, statement("loading/questions_note.sql"), source=source, file_id=file_id)
    connection.unregister("asked")


_SCHEMA = {
    "column_name": pl.String,
    "wording": pl.String,
    "metric": pl.String,
    "survey": pl.String,
    "aspect": pl.String,
    "attribute": pl.String,
    "scale_min": pl.Float64,
    "scale_max": pl.Float64,
    "is_reversed": pl.Boolean,
    "labels": pl.String,
    "reason": pl.String,
}


def _row(one: Finding) -> tuple[object, ...]:
    low, high = one.scale or (None, None)
    said = (one.metric, one.survey, one.aspect, one.attribute, low, high, one.is_reversed, one.labels)
    return (redacted_text(one.column), redacted_text(one.title), *said, redacted_text(one.reason))


def segments_asked(connection: Connection) -> Sequence[str]:
    """The attributes that questions of surveys tell."""
    rows = connection.execute(
        "select distinct attribute from ops.questions where attribute is not null order by attribute"
    ).fetchall()
    return [name for (name,) in rows]
