"""`voc explain`: why a feedback was read as it was."""

from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import as_written, out, print_json, table
from flows.readers import readers_at
from models.explaining import Explanation, explained
from models.opinions import TEXT_ORIGIN
from models.questions import ASKS_FAULT, ASKS_PRAISE
from models.reading import OpinionReader
from warehouse.errors import UsageError
from warehouse.project import Project
from warehouse.publishing.snapshot import reading
from warehouse.statements import statement

SHOWN_WORDS = 12
ASKED = {ASKS_FAULT: "faults: praise", ASKS_PRAISE: "praise: a complaint"}
MEANINGS = {-1: "complaint", 0: "neutral", 1: "praise"}


def explain(folder: Path, feedback_id: str, as_json: bool) -> int:
    """Prints the words that moved the score, and where each opinion comes from."""
    asked = {"feedback_id": feedback_id}
    with reading(Project(folder).require()) as snapshot:
        found = snapshot.execute(statement("enriching/feedback_as_read.sql"), asked).pl()
        opinions = snapshot.execute(statement("enriching/opinions_of.sql"), asked).pl()
    if found.is_empty():
        raise UsageError(
            f'no feedback has the ID "{feedback_id}": take one from core.feedback, such as by '
            'voc query "select feedback_id, text from core.feedback limit 5"'
        )
    feedback = found.row(0, named=True)
    why = _why(folder, feedback)
    if as_json:
        print_json(_as_json(feedback, opinions, why))
    else:
        _show(feedback, opinions, why)
    return DONE


def _why(folder: Path, feedback: dict[str, Any]) -> Explanation | None:
    """How the project's present models read the words; None where there are none."""
    if feedback["text"] is None:
        return None
    readers = readers_at(folder)
    reader = OpinionReader(readers.sentiment.of(feedback["language"]), readers.taxonomy)
    return explained(reader, feedback["text"], feedback["language"] or "", feedback["question"])


def _as_json(feedback: dict[str, Any], opinions: pl.DataFrame, why: Explanation | None) -> dict[str, Any]:
    given = opinions.filter(pl.col("origin") != TEXT_ORIGIN).to_dicts()
    words, read = (why.words.to_dicts(), why.opinions.to_dicts()) if why else ([], [])
    nothing_to = why.nothing_to if why else None
    said = {"words": words, "nothing_to": nothing_to, "given_opinions": given, "read_opinions": read}
    return {**feedback, **said}


def _show(feedback: dict[str, Any], opinions: pl.DataFrame, why: Explanation | None) -> None:
    language = feedback["language"] or "no language"
    out.print(as_written(f"{feedback['feedback_id']} ({feedback['source']}, {language})"))
    if feedback["rating"] is not None:
        scale = f"{feedback['rating_min']:g} to {feedback['rating_max']:g}"
        out.print(f"Rating: {feedback['rating']:g} on {scale}")
    if feedback["question"]:
        out.print(as_written(f"Asked: {feedback['question']}"))
    if why is None:
        out.print("No words: nothing was read.")
    else:
        _show_words(feedback, why)
    given = opinions.filter(pl.col("origin") != TEXT_ORIGIN)
    if len(given):
        out.print()
        table(("given as", "aspect", "says"), given.select("origin", "aspect", _meaning()).rows())
    if why is not None and len(why.opinions):
        _show_read(why.opinions)


def _show_words(feedback: dict[str, Any], why: Explanation) -> None:
    out.print(as_written(feedback["text"]))
    out.print(
        f"Read as {feedback['sentiment']}, score {feedback['sentiment_score']:+.2f} of -1 to 1, "
        f"confidence {feedback['sentiment_confidence']:.2f}. Moved by (log-odds, + for praise):\n"
    )
    if why.nothing_to:
        out.print(f'It says "nothing" to a question that asks for {ASKED[why.nothing_to]}.\n')
    moved = why.words.head(SHOWN_WORDS)
    table(("words", "moved by"), ((word, f"{by:+.2f}") for word, by in moved.rows()))
    if len(why.words) > SHOWN_WORDS:
        rest = why.words["contribution"][SHOWN_WORDS:].sum()
        out.print(f"and {len(why.words) - SHOWN_WORDS} more, together {rest:+.2f}")


def _show_read(opinions: pl.DataFrame) -> None:
    """The opinions that were read, and what of the log-odds comes from where."""
    out.print()
    rows = opinions.with_columns(says=_meaning(is_mixed=False)).select(
        *("aspect", "pole", "says", "confidence", "wording", "near"),
        *(f"from_{name}" for name in ("segment", "clause", "text")),
    )
    shown = (
        (*row[:3], f"{row[3]:.2f}", *row[4:6], *(f"{added:+.2f}" for added in row[6:])) for row in rows.rows()
    )
    columns = (
        "read: aspect",
        "pole",
        "says",
        "sure",
        "wording",
        "judged by",
        "these",
        "clause",
        "whole text",
    )
    table(columns, shown)


def _meaning(is_mixed: bool = True) -> pl.Expr:
    said = pl.col("polarity").replace_strict(MEANINGS, return_dtype=pl.String)
    return pl.when("is_mixed").then(pl.lit("both")).otherwise(said).alias("says") if is_mixed else said
