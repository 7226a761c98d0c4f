"""`voc evaluate --aspects`: aspects and their sides measured on any file that labels them."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.evaluating import Pass, in_words, readings_of
from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json, table
from flows.readers import readers_at
from models.aspect_evaluation import AspectMap, aspect_evaluation, by_group
from transforms.aspect_labels import ACCEPTED, told_opinions
from transforms.values import quoted
from warehouse.enriching.texts import Readers
from warehouse.errors import UsageError
from warehouse.labelled import LabelledColumns, aspect_pairs, labelled

FIGURES = ("labelled", "found", "precision", "recall", "f1", "polarity_n", "polarity_accuracy")
HEADINGS = ("labelled", "found", "precision", "recall", "F1", "with a side", "side right")


def evaluate_aspects(
    folder: Path,
    file: Path,
    columns: LabelledColumns,
    map_file: Path | None,
    scale: str | None,
    as_json: bool,
) -> int:
    """Measures aspects on a file and prints the figures and the map."""
    if scale:
        raise UsageError("--scale reads labels as scores, --aspects as aspects: give one of them")
    readers, counted = readers_at(folder), Pass()
    labels = _labels(file, columns)
    compared = _map(labels, tuple(readers.taxonomy.aspects), map_file, file)
    texts, told, found = [], [], []
    for spoken, opinions in readings_of(
        file, columns, readers, lambda spoken: _opinions(spoken, readers), counted, needs_label=False
    ):
        numbered = spoken.with_columns(text_id="line")
        texts.append(numbered.select("text_id", "language"))
        told.append(by_group(told_opinions(numbered), compared.group_of_label))
        found.append(by_group(opinions, compared.groups))
    result = {
        "file": str(file),
        "model_version": readers.version,
        **aspect_evaluation(pl.concat(texts), pl.concat(told), pl.concat(found)),
        "labels_left_out": _left_out(labels, compared),
        "mapping": _mapping(labels, compared),
        **counted.figures(),
    }
    print_json(result) if as_json else _print(result)
    return DONE


def _opinions(spoken: pl.DataFrame, readers: Readers) -> pl.DataFrame:
    """text_id, aspect, polarity of what was found."""
    read = readers.read(spoken.with_columns(feedback_id=pl.col("line").cast(pl.String))).opinions
    return read.select("aspect", "polarity", text_id=pl.col("feedback_id").cast(pl.Int64))


def _labels(file: Path, columns: LabelledColumns) -> pl.DataFrame:
    """aspect, n: how often each is labelled; refuses a file in which a label cannot be understood."""
    counts = []
    for batch in labelled(file, columns):
        told = told_opinions(batch.frame.select("line", "label", text_id="line"))
        unread = told.filter(pl.col("polarity").is_null() | pl.col("aspect").is_null())
        for line, item in unread.select("line", quoted(pl.col("item"))).head(1).rows():
            raise UsageError(
                f'{file}, column "{columns.label}", line {line}: "{item}" is no labelled aspect. '
                f"Accepted: {ACCEPTED}"
            )
        counts.append(told.group_by("aspect").agg(n=pl.len()))
    return pl.concat(counts).group_by("aspect").agg(pl.col("n").sum()).sort("aspect")


def _map(labels: pl.DataFrame, ours: tuple[str, ...], map_file: Path | None, file: Path) -> AspectMap:
    """The map of a file of pairs; a label that it does not name stands for our aspect of its name."""
    pairs = aspect_pairs(map_file) if map_file else ()
    for _, one in pairs:
        if one is not None and one not in ours:
            raise UsageError(f'{map_file}: "{one}" is no aspect{_near(one, ours)}')
    given = AspectMap.of(pairs).group_of_label
    same = {one.lower(): one for one in ours}
    unnamed = [label for label in labels["aspect"] if label not in given]
    for label in unnamed:
        if label not in same:
            raise UsageError(
                f'{file}: the label "{label}" is no aspect{_near(label, ours)}; '
                "say with --aspect-map FILE what it stands for: label<TAB>aspect in each line"
            )
    return AspectMap.of([*pairs, *((label, same[label]) for label in unnamed)])


def _near(wanted: str, ours: Iterable[str]) -> str:
    near = difflib.get_close_matches(wanted, list(ours), n=1)
    return f' (do you mean "{near[0]}"?)' if near else ""


def _left_out(labels: pl.DataFrame, compared: AspectMap) -> int:
    left_out = [label for label, group in compared.group_of_label.items() if group is None]
    return int(labels.filter(pl.col("aspect").is_in(left_out))["n"].sum())


def _mapping(labels: pl.DataFrame, compared: AspectMap) -> list[dict[str, Any]]:
    counts = dict(labels.select("aspect", "n").rows())
    return [
        {"label": label, "aspects": group, "labelled": counts.get(label, 0)}
        for label, group in compared.group_of_label.items()
    ]


def _print(result: dict[str, Any]) -> None:
    out.print(
        f"{in_words(result)}; {result['labels_left_out']:,} labels left out by the map; "
        f"{result['texts_per_second']:,.0f} texts a second\n"
    )
    rows = [("all", *(result[name] for name in FIGURES))]
    for what in ("by_aspect", "by_language"):
        rows += [(name, *(one[figure] for figure in FIGURES)) for name, one in result[what].items()]
    table(("aspects", *HEADINGS), rows)
    table(
        ("label", "compared as", "labelled"),
        [(one["label"], one["aspects"] or "left out", one["labelled"]) for one in result["mapping"]],
    )
