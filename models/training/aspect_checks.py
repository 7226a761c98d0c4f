"""How well aspects are found in texts that other people labelled, their labels mapped coarsely to ours."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from models.aspect_evaluation import AspectMap, aspect_evaluation, by_group, pairs_in
from models.evaluation import DECIMALS
from models.reading import OpinionReader
from models.training.corpus import is_held_out_text
from models.training.external import external, extreme_reviews, hotel_aspects, restaurant_aspects
from models.training.measure import NAMES
from transforms.aspect_labels import told_opinions

MAPS = Path(__file__).parent / "aspect_maps"

ONE_SIDED = ("hotel_opinions_es",)
SUB_RATED = "skytrax_en"

CHECKS: tuple[tuple[str, str, Callable[[Path], list[tuple[str, str]]]], ...] = (
    ("restaurant_opinions_nl", "nl", restaurant_aspects),
    ("hotel_aspects_de", "de", hotel_aspects),
)


def _sub_ratings() -> list[str]:
    return [label for label, _ in pairs_in((MAPS / f"{SUB_RATED}.tsv").read_text(encoding="utf-8"))]


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


def read_opinions(data: Path, reader: OpinionReader) -> pl.DataFrame:
    """Opinions read in the measuring sets, with the side that is labelled.

    Of sets with aspects, those on a labelled aspect; of held-out reviews with sub-ratings, those on a rated
    one; of sentences that are all of one side, and of reviews with one star or five, all. Opinions of one
    text are not independent: the first of each text counts.

    Returns:
        language, aspect, told (-1, 0, 1), truth and sentiment (names of classes), sentiment_confidence.
    """
    parts = [
        _on_labelled(read(data / source), language, aspect_map(source), reader)
        for source, language, read in CHECKS
        if (data / source).is_dir()
    ]
    if (data / SUB_RATED).is_dir():
        parts.append(_on_labelled(sub_rated(data / SUB_RATED), "en", aspect_map(SUB_RATED), reader))
    sentences = external(data).filter(pl.col("source").is_in(ONE_SIDED))
    for sided in (sentences.select("text", "language", "label"), extreme_reviews(data)):
        numbered = sided.with_row_index("text_id")
        told = numbered.select("text_id", told="label")
        parts.append(_opinions_in(numbered, reader).join(told, on="text_id", validate="m:1"))
    names = pl.col("truth", "sentiment").replace_strict(NAMES, return_dtype=pl.String)
    columns = ("language", "aspect", "told", "truth", "sentiment", "sentiment_confidence")
    read = pl.concat(
        [part.unique(["text_id"], keep="first", maintain_order=True) for part in parts],
        how="diagonal_relaxed",
    )
    return read.with_columns(truth="told", sentiment="polarity").with_columns(names).select(columns)


def sub_rated(folder: Path) -> list[tuple[str, str]]:
    """The held-out reviews with their sub-ratings as labels: "cleanliness_rating:negative; …"."""
    read = []
    for name in ("lounge.csv", "seat.csv"):
        frame = pl.read_csv(folder / name, infer_schema=False).filter(is_held_out_text(pl.col("content")))
        items = [column for column in _sub_ratings() if column in frame.columns]
        scores = frame.select(pl.col(items).cast(pl.Float64)).rows(named=True)
        for text, scored in zip(frame["content"], scores, strict=True):
            told = {item: _side(score) for item, score in scored.items() if score}
            read.append((text, "; ".join(f"{item}:{side}" for item, side in told.items())))
    return read


def _side(stars: float) -> str:
    """Of one to five stars, as the project reads ratings."""
    return "negative" if stars <= 2 else "neutral" if stars == 3 else "positive"


def _on_labelled(
    rows: list[tuple[str, str]], language: str, compared: AspectMap, reader: OpinionReader
) -> pl.DataFrame:
    spoken = _spoken(rows, language)
    told = (
        told_opinions(spoken)
        .with_columns(group=_mapped(compared.group_of_label))
        .drop_nulls("group")
        .group_by("text_id", "group")
        .agg(told=pl.col("polarity").unique())
        .filter(pl.col("told").list.len() == 1)
        .with_columns(pl.col("told").list.first())
    )
    found = _opinions_in(spoken, reader).with_columns(group=_mapped(compared.groups))
    return found.join(told, on=["text_id", "group"], validate="m:1")


def _mapped(groups: Mapping[str, str | None]) -> pl.Expr:
    named = {name: group for name, group in groups.items() if group is not None}
    return pl.col("aspect").replace_strict(named, default=None, return_dtype=pl.String)


def _spoken(rows: list[tuple[str, str]], language: str) -> pl.DataFrame:
    texts = pl.DataFrame(rows, schema={"text": pl.String, "label": pl.String}, orient="row")
    return texts.with_row_index("text_id").with_columns(language=pl.lit(language), line="text_id")


def _opinions_in(spoken: pl.DataFrame, reader: OpinionReader) -> pl.DataFrame:
    """text_id, language, aspect, polarity, sentiment_confidence of every opinion read."""
    read = reader.read(spoken.with_columns(feedback_id=pl.col("text_id").cast(pl.String))).opinions
    return read.select(
        "aspect",
        "polarity",
        text_id=pl.col("feedback_id").cast(pl.UInt32),
        sentiment_confidence="confidence",
    ).join(spoken.select("text_id", "language"), on="text_id", validate="m:1")


def _check(
    rows: list[tuple[str, str]], language: str, compared: AspectMap, reader: OpinionReader
) -> dict[str, Any]:
    spoken = _spoken(rows, language)
    found = _opinions_in(spoken, reader).select("aspect", "polarity", "text_id")
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
