"""`voc evaluate`: the models measured on any labelled file."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json, table
from flows.readers import readers_at
from models.evaluation import answered, evaluation
from models.language import UNKNOWN, language_codes
from transforms.labels import MIXED, SIGNS, LabelScale, accepted, is_sign, meaning, truth
from transforms.values import quoted
from warehouse.enriching.texts import Readers
from warehouse.errors import UsageError, VocError
from warehouse.labelled import LabelledColumns, labelled

BLANK_TEXT, BLANK_LABEL, UNREADABLE = "blank text", "blank label", "unreadable record"
WARM_UP_TEXTS = 200  # read once before the clock starts: loading a model is not reading

Read = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass
class Pass:
    """What a pass over the texts of a file counts: records skipped by reason, texts, seconds of reading."""

    skipped: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    identified: int = 0
    seconds: float = 0.0

    def figures(self) -> dict[str, Any]:
        """As `--json` prints them."""
        return {
            "skipped": self.skipped.total(),
            "skipped_because": dict(self.skipped),
            "languages_identified": self.identified,
            "texts_per_second": round(self.texts / self.seconds, 1),
        }


def evaluate(
    folder: Path,
    file: Path,
    columns: LabelledColumns,
    scale: str | None,
    aspect_map: Path | None,
    as_json: bool,
) -> int:
    """Measures the sentiment on a file and prints the figures."""
    if aspect_map:
        raise UsageError("--aspect-map says what aspect labels stand for: give --aspects with it")
    try:
        on_scale = LabelScale.parse(scale) if scale else None
    except ValueError as error:
        raise UsageError(f"--scale: {error}") from error
    classes = _classes(file, columns, on_scale)
    readers, counted = readers_at(folder), Pass()
    # Only clauses tell a mixed text; where no label does, the answer is that on the whole text.
    read = _in_clauses(readers) if MIXED in classes else readers.sentiment.score
    answers = [
        answered(
            texts.select(truth=truth(pl.col("label"), on_scale), language="language").hstack(readings),
            classes,
        )
        for texts, readings in readings_of(file, columns, readers, read, counted, needs_label=True)
    ]
    result = {
        "file": str(file),
        "model_version": readers.version,
        "labels": meaning(on_scale),
        **evaluation(pl.concat(answers)),
        **counted.figures(),
    }
    print_json(result) if as_json else _print(result)
    return DONE


def readings_of(
    file: Path, columns: LabelledColumns, readers: Readers, read: Read, counted: Pass, needs_label: bool
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Texts (line, text, label, language) and what `read` says of them, batch by batch; the clock runs.

    Raises:
        VocError: no record has all that it needs.
    """
    for batch in labelled(file, columns):
        texts = _usable(batch.frame, counted, needs_label)
        counted.skipped.update({UNREADABLE: batch.unreadable} if batch.unreadable else {})
        if not counted.texts:
            read(_spoken(texts.head(WARM_UP_TEXTS), readers))
        started = time.perf_counter()
        spoken = _spoken(texts, readers)
        readings = read(spoken)
        counted.seconds += time.perf_counter() - started
        counted.texts += texts.height
        counted.identified += language_codes(texts["language"]).null_count()
        yield spoken, readings
    if not counted.texts:
        raise VocError(f"{file}: nothing to measure on ({_reasons(counted.skipped) or 'it has no rows'})")


def _usable(frame: pl.DataFrame, counted: Pass, needs_label: bool) -> pl.DataFrame:
    """The records with a text, and a label where one is needed; counts the others."""
    is_blank = {BLANK_LABEL: pl.col("label").is_null() & needs_label, BLANK_TEXT: pl.col("text").is_null()}
    for reason, blank in is_blank.items():
        kept = frame.filter(~blank)
        if lost := frame.height - kept.height:
            counted.skipped[reason] += lost
        frame = kept
    return frame


def _spoken(texts: pl.DataFrame, readers: Readers) -> pl.DataFrame:
    """The texts with their language: declared, else identified."""
    declared = language_codes(texts["language"])
    unsaid = pl.select(pl.when(declared.is_null()).then(texts["text"])).to_series()
    identified = readers.language.identify(unsaid, languages=readers.languages)
    return texts.with_columns(language=pl.coalesce(declared, identified, pl.lit(UNKNOWN)))


def _in_clauses(readers: Readers) -> Read:
    def read(spoken: pl.DataFrame) -> pl.DataFrame:
        return readers.read(spoken.with_columns(feedback_id=pl.col("line").cast(pl.String))).verdicts

    return read


def _classes(file: Path, columns: LabelledColumns, scale: LabelScale | None) -> Collection[str]:
    """The classes that the labels name; refuses a file in which one cannot be understood."""
    where, label = f'{file}, column "{columns.label}"', pl.col("label")
    classes: set[str] = set()
    signs: set[str] = set()
    for batch in labelled(file, columns):
        told = batch.frame.filter(label.is_not_null() & pl.col("text").is_not_null())
        known = told.select("line", "label", quoted=quoted(label), truth=truth(label, scale))
        for line, said in known.filter(pl.col("truth").is_null()).select("line", "quoted").head(1).rows():
            raise UsageError(f'{where}, line {line}: "{said}" is no label. Accepted: {accepted(scale)}')
        classes.update(known["truth"])
        signs.update(known.filter(is_sign(label))["truth"])
    if scale is None and signs and SIGNS["-1"] not in signs:
        raise UsageError(
            f"{where}: with 0 and 1 but no -1, 0 may be negative or neutral. Say which: --scale 0-1 "
            "(0 is negative), --scale 0-2 (1 is neutral), or write the labels as words"
        )
    return classes


def _reasons(skipped: Counter[str] | dict[str, int]) -> str:
    return ", ".join(f"{reason} {count:,}" for reason, count in skipped.items())


def in_words(result: dict[str, Any]) -> str:
    """How many texts were measured and skipped, and of how many the language was identified."""
    skipped = f", {result['skipped']:,} skipped ({_reasons(result['skipped_because'])})"
    identified = f", the language of {result['languages_identified']:,} identified"
    said = identified if result["languages_identified"] else ", every language declared"
    return f"{result['n']:,} texts measured{said}{skipped if result['skipped'] else ''}"


def _print(result: dict[str, Any]) -> None:
    out.print(
        f"{in_words(result)}; labels {result['labels']}\n"
        f"accuracy {result['accuracy']:.3f}   macro-F1 {result['macro_f1']:.3f}   "
        f"calibration error {result['ece']:.3f}   {result['texts_per_second']:,.0f} texts a second\n"
    )
    for what, last in (("language", ("accuracy", "macro-F1")), ("label", ("precision", "recall", "F1"))):
        rows = [(name, *one.values()) for name, one in result[f"by_{what}"].items()]
        table((what, "texts", *last), rows)
