"""How well aspects are found in texts that other people labelled, their labels mapped coarsely to ours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from models.aspect_evaluation import AspectMap, aspect_evaluation, by_group, pairs_in
from models.evaluation import DECIMALS
from models.reading import OpinionReader
from models.training.external import hotel_aspects, restaurant_aspects
from transforms.aspect_labels import told_opinions

MAPS = Path(__file__).parent / "aspect_maps"

CHECKS: tuple[tuple[str, str, Callable[[Path], list[tuple[str, str]]]], ...] = (
    ("restaurant_opinions_nl", "nl", restaurant_aspects),
    ("hotel_aspects_de", "de", hotel_aspects),
)


def aspect_map(source: str) -> AspectMap:
    """The shipped map of a set's labels."""
    return AspectMap.of(pairs_in((MAPS / f"{source}.tsv").read_text(encoding="utf-8")))


def aspect_checks(data: Path, reader: OpinionReader) -> list[dict[str, Any]]:
    """One row per measuring set that is present.

    Returns:
        source, language, n, precision, recall, f1, polarity_n, polarity_accuracy, and mapping: which labels
        were compared with which aspects ("left out": with none).
    """
    return [
        {
            "source": source,
            "language": language,
            **_check(read(data / source), language, aspect_map(source), reader),
        }
        for source, language, read in CHECKS
        if (data / source).is_dir()
    ]


def _check(
    rows: list[tuple[str, str]], language: str, compared: AspectMap, reader: OpinionReader
) -> dict[str, Any]:
    texts = pl.DataFrame(rows, schema={"text": pl.String, "label": pl.String}, orient="row").with_row_index(
        "text_id"
    )
    spoken = texts.with_columns(language=pl.lit(language), line="text_id")
    read = reader.read(spoken.with_columns(feedback_id=pl.col("text_id").cast(pl.String))).opinions
    found = read.select("aspect", "polarity", text_id=pl.col("feedback_id").cast(pl.UInt32))
    figures = aspect_evaluation(
        spoken.select("text_id", "language"),
        by_group(told_opinions(spoken), compared.group_of_label),
        by_group(found, compared.groups),
    )
    kept = ("n", "precision", "recall", "f1", "polarity_n", "polarity_accuracy")
    mapping = {label: group or "left out" for label, group in compared.group_of_label.items()}
    return {name: _rounded(figures[name]) for name in kept} | {"mapping": mapping}


def _rounded(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else value
