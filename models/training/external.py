"""Sets that may be measured on and not learned from: what the model makes of other people's texts."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl

from models.training.corpus import is_held_out_text

STARRED = {"text": pl.String, "stars": pl.String, "language": pl.String}
TWEETS = ("it", "pt", "de", "fr", "es")


def _one_sided(rows: Iterable[tuple[str, set[str]]], positive: str, negative: str) -> list[tuple[str, int]]:
    """Texts whose opinions are all of one side."""
    sides = {positive: 1, negative: -1}
    found = [(text, {sides[p] for p in polarities if p in sides}) for text, polarities in rows]
    return [(text, next(iter(side))) for text, side in found if len(side) == 1]


def _olist(folder: Path) -> list[tuple[str, int]]:
    """Reviews of 1, 2, 4, 5 stars with a text, title before it."""
    said = [pl.col(f"review_comment_{part}").fill_null("") for part in ("title", "message")]
    return (
        pl.read_csv(folder / "olist_order_reviews_dataset.csv", infer_schema=False)
        .select(text=pl.concat_str(said, separator=" ").str.strip_chars(), stars="review_score")
        .filter((pl.col("text") != "") & (pl.col("stars") != "3"))
        .select("text", pl.when(pl.col("stars") > "3").then(1).otherwise(-1))
        .rows()
    )


def _laroseda(folder: Path) -> list[tuple[str, int]]:
    reviews = json.loads((folder / "reviews.json").read_text(encoding="utf-8"))["reviews"]
    return [(f"{r['title']}. {r['content']}", 1 if int(r["starRating"]) > 3 else -1) for r in reviews]


def _hotel_de(folder: Path) -> list[tuple[str, int]]:
    label = r"__label__\S+?:(\w+)"
    lines = (folder / "test.txt").read_text(encoding="utf-8").splitlines()
    rows = ((re.sub(r"__label__\S+", "", line).strip(), set(re.findall(label, line))) for line in lines)
    return _one_sided(rows, "positiv", "negativ")


def _hotel_es(folder: Path) -> list[tuple[str, int]]:
    sentences = json.loads((folder / "data_opener_es_train.json").read_text(encoding="utf-8"))
    rows = ((s["text"], {o["Polarity"] for o in s["opinions"]}) for s in sentences)
    return _one_sided(rows, "Positive", "Negative")


def _restaurant_nl(folder: Path) -> list[tuple[str, int]]:
    sentences = ET.parse(folder / "restaurants.xml").getroot().iter("sentence")
    rows = ((s.findtext("text", ""), {o.get("polarity", "") for o in s.iter("Opinion")}) for s in sentences)
    return _one_sided(rows, "positive", "negative")


def _tweets(language: str) -> Callable[[Path], list[tuple[str, int]]]:
    def read(folder: Path) -> list[tuple[str, int]]:
        labels = (folder / f"{language}_labels.txt").read_text(encoding="utf-8").split()
        texts = (folder / f"{language}_text.txt").read_text(encoding="utf-8").split("\n")[: len(labels)]
        return [(text, int(label) - 1) for text, label in zip(texts, labels, strict=True)]

    return read


def restaurant_aspects(folder: Path) -> list[tuple[str, str]]:
    """Every sentence with its labels: "FOOD#QUALITY:negative; …"."""
    sentences = ET.parse(folder / "restaurants.xml").getroot().iter("sentence")
    return [
        (
            s.findtext("text", ""),
            "; ".join(f"{o.get('category')}:{o.get('polarity')}" for o in s.iter("Opinion")),
        )
        for s in sentences
    ]


def hotel_aspects(folder: Path) -> list[tuple[str, str]]:
    """Every sentence of all three parts with its labels: "ZIMMER:positive; …"."""
    sides = {"positiv": "positive", "neutral": "neutral", "negativ": "negative"}
    lines = [
        line
        for part in ("train", "dev", "test")
        for line in (folder / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    ]
    labels = (re.findall(r"__label__(\S+?):(\w+)", line) for line in lines)
    return [
        (
            re.sub(r"__label__\S+", "", line).strip(),
            "; ".join(f"{aspect}:{sides[side]}" for aspect, side in told),
        )
        for line, told in zip(lines, labels, strict=True)
    ]


CHECKS: tuple[tuple[str, str, Callable[[Path], list[tuple[str, int]]]], ...] = (
    ("olist_pt", "pt", _olist),
    ("laroseda_ro", "ro", _laroseda),
    ("hotel_aspects_de", "de", _hotel_de),
    ("hotel_opinions_es", "es", _hotel_es),
    ("restaurant_opinions_nl", "nl", _restaurant_nl),
    *(("tweets_3class", language, _tweets(language)) for language in TWEETS),
)


def extreme_reviews(data: Path) -> pl.DataFrame:
    """Reviews with one star or with five, of sets that nothing or only the other part was learned from.

    Returns:
        text, language, label (-1, 1).
    """
    said = pl.concat_str(
        [pl.col(f"review_comment_{part}").fill_null("") for part in ("title", "message")], separator=" "
    )
    parts = []
    if (data / "olist_pt").is_dir():
        olist = pl.read_csv(data / "olist_pt" / "olist_order_reviews_dataset.csv", infer_schema=False)
        parts.append(olist.select(text=said, stars="review_score", language=pl.lit("pt")))
    if (data / "laroseda_ro").is_dir():
        told = json.loads((data / "laroseda_ro" / "reviews.json").read_text(encoding="utf-8"))["reviews"]
        rows = [(f"{one['title']}. {one['content']}", str(one["starRating"]), "ro") for one in told]
        parts.append(pl.DataFrame(rows, schema=STARRED, orient="row"))
    for path in sorted((data / "app_reviews_en_fr").glob("*.csv")):
        frame = pl.read_csv(path, infer_schema=False).select(text="data", stars="score", language="ori_lang")
        parts.append(frame.filter(is_held_out_text(pl.col("text"))))
    stars = pl.col("stars").cast(pl.Float64)
    return (
        pl.concat([pl.DataFrame(schema=STARRED), *(part.select(*STARRED) for part in parts)])
        .filter((stars == 1) | (stars == 5))
        .select("text", "language", label=pl.when(stars > 3).then(1).otherwise(-1).cast(pl.Int8))
        .unique("text", maintain_order=True)
    )


def external(data: Path) -> pl.DataFrame:
    """source, language, text, label (-1, 0, 1) of every measuring set that is present."""
    sets = [
        pl.DataFrame(read(data / name), schema={"text": pl.String, "label": pl.Int8}, orient="row").select(
            pl.lit(name).alias("source"), pl.lit(language).alias("language"), "text", "label"
        )
        for name, language, read in CHECKS
        if (data / name).is_dir()
    ]
    empty = pl.DataFrame(
        schema={"source": pl.String, "language": pl.String, "text": pl.String, "label": pl.Int8}
    )
    return pl.concat([empty, *sets])
