"""`voc evaluate`: the models measured on any labelled file."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json, table
from flows.readers import readers_at
from models.evaluation import answered, evaluation
from models.language import UNKNOWN, language_codes
from transforms.labels import SIGNS, LabelScale, accepted, is_sign, meaning, truth
from transforms.values import quoted
from warehouse.enriching.texts import Readers
from warehouse.errors import UsageError, VocError
from warehouse.labelled import LabelledBatch, LabelledColumns, labelled

BLANK_TEXT, BLANK_LABEL, UNREADABLE = "blank text", "blank label", "unreadable record"
WARM_UP_TEXTS = 200  # read once before the clock starts: loading a model is not reading


@dataclass
class Seen:
    """What one pass over a file gathers.

    Attributes:
        answers: truth, language and what the model said, batch by batch.
        skipped: records left out, by reason.
        signs: the classes that were written as -1, 0 or 1.
        identified: texts whose language was not declared.
        seconds: spent on reading texts.
    """

    answers: list[pl.DataFrame] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    signs: set[str] = field(default_factory=set)
    identified: int = 0
    seconds: float = 0.0


def evaluate(folder: Path, file: Path, columns: LabelledColumns, scale: str | None, as_json: bool) -> int:
    """Measures the sentiment on a file and prints the figures."""
    try:
        on_scale = LabelScale.parse(scale) if scale else None
    except ValueError as error:
        raise UsageError(f"--scale: {error}") from error
    readers = readers_at(folder)
    seen = _pass_over(labelled(file, columns), readers, on_scale, f'{file}, column "{columns.label}"')
    skipped = {reason: count for reason, count in seen.skipped.items() if count}
    if not any(len(one) for one in seen.answers):
        raise VocError(f"{file}: nothing to measure on ({_reasons(skipped) or 'it has no rows'})")
    readings = pl.concat(seen.answers)
    answers = answered(readings, readings["truth"].unique().to_list())
    result = {
        "file": str(file),
        "model_version": readers.version,
        "labels": meaning(on_scale),
        **evaluation(answers),
        "skipped": sum(skipped.values()),
        "skipped_because": skipped,
        "languages_identified": seen.identified,
        "texts_per_second": round(len(answers) / seen.seconds, 1),
    }
    print_json(result) if as_json else _print(result)
    return DONE


def _pass_over(
    batches: Iterable[LabelledBatch], readers: Readers, scale: LabelScale | None, where: str
) -> Seen:
    seen = Seen()
    for batch in batches:
        seen.skipped[UNREADABLE] += batch.unreadable
        known = _known(seen, batch.frame, scale, where)
        if not seen.answers:
            _read(known.head(WARM_UP_TEXTS), readers)
        started = time.perf_counter()
        seen.answers.append(_read(known, readers))
        seen.seconds += time.perf_counter() - started
        seen.identified += known["language"].null_count()
    if scale is None and seen.signs and SIGNS["-1"] not in seen.signs:
        raise UsageError(
            f"{where}: with 0 and 1 but no -1, 0 may be negative or neutral. Say which: --scale 0-1 "
            "(0 is negative), --scale 0-2 (1 is neutral), or write the labels as words"
        )
    return seen


def _known(seen: Seen, frame: pl.DataFrame, scale: LabelScale | None, where: str) -> pl.DataFrame:
    """The rows to measure on, with their `truth`; counts the others."""
    label, has_label = pl.col("label"), pl.col("label").is_not_null()
    blank_labels = frame["label"].null_count()
    usable = frame.filter(has_label & pl.col("text").is_not_null())
    seen.skipped[BLANK_LABEL] += blank_labels
    seen.skipped[BLANK_TEXT] += frame.height - blank_labels - usable.height
    known = usable.with_columns(truth=truth(label, scale), language=language_codes(usable["language"]))
    for line, said in known.filter(pl.col("truth").is_null()).select("line", quoted(label)).head(1).rows():
        raise UsageError(f'{where}, line {line}: "{said}" is no label. Accepted: {accepted(scale)}')
    seen.signs.update(known.filter(is_sign(label))["truth"])
    return known


def _read(known: pl.DataFrame, readers: Readers) -> pl.DataFrame:
    """truth, language (declared, else identified) and what the model says."""
    unsaid = known.select(pl.when(pl.col("language").is_null()).then("text")).to_series()
    identified = readers.language.identify(unsaid, languages=readers.languages)
    language = pl.coalesce("language", identified, pl.lit(UNKNOWN))
    spoken = known.select("truth", "text", language=language)
    return spoken.select("truth", "language").hstack(readers.sentiment.score(spoken))


def _reasons(skipped: dict[str, int]) -> str:
    return ", ".join(f"{reason} {count:,}" for reason, count in skipped.items())


def _print(result: dict[str, Any]) -> None:
    skipped = f", {result['skipped']:,} skipped ({_reasons(result['skipped_because'])})"
    out.print(
        f"{result['n']:,} texts measured{skipped if result['skipped'] else ''}; labels {result['labels']}\n"
        f"accuracy {result['accuracy']:.3f}   macro-F1 {result['macro_f1']:.3f}   "
        f"calibration error {result['ece']:.3f}   {result['texts_per_second']:,.0f} texts a second\n"
    )
    for what, last in (("language", ("accuracy", "macro-F1")), ("label", ("precision", "recall", "F1"))):
        rows = [(name, *one.values()) for name, one in result[f"by_{what}"].items()]
        table((what, "texts", *last), rows)
