"""From the permitted sets to the files that are shipped: weights and model card."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from models.artefact import CARD, sha256
from models.language import WEIGHTS as LANGUAGE_WEIGHTS
from models.language import LanguageModel
from models.reading import OpinionReader
from models.sentiment import FILES, SentimentModel
from models.taxonomy import shipped
from models.training.card import readable
from models.training.corpus import corpus, described
from models.training.external import external
from models.training.language import language_weights
from models.training.measure import by_source, calibration, quality, read
from models.training.opinions import opinion_entries
from models.training.sentiment import learned
from models.training.transfer import transferred
from models.weights import Weights

# Sets whose language is what their label says: app reviews of a French shop are partly English, and the
# translated or borrowed lists keep foreign words.
SPOKEN = (
    *("examples", "feedback", "skytrax_en", "train/xed", "train/brighter", "train/red"),
    *("train/opener-hotel", "train/de-polarity-uzh", "train/pattern", "train/leia-pt"),
)
UNSCALED = {"polarity": [1.0, 0.0], "neutrality": [1.0, 0.0, 0.0]}
READABLE = "MODEL_CARD.md"
ABOUT = Path(__file__).parent / "about.json"


def build(data: Path, out: Path) -> dict[str, Any]:
    """Learn, calibrate, measure and write weights, model_card.json and MODEL_CARD.md to `out`.

    Returns:
        The model card.
    """
    texts = corpus(data)
    taught, held_out = texts.filter(~pl.col("is_held_out")), texts.filter("is_held_out")
    weights, constants = learned(pl.concat([taught, transferred(taught)]))
    card: dict[str, Any] = json.loads(ABOUT.read_text(encoding="utf-8"))
    card["constants"] = constants
    card["calibration"] = UNSCALED
    card["calibration"] = calibration(SentimentModel(weights, card, ""), held_out)
    card |= opinion_entries(SentimentModel(weights, card, ""), data)
    reader = OpinionReader(SentimentModel(weights, card, ""), shipped())
    answers, measured = read(reader, held_out), read(reader, external(data))
    spoken = language_weights(taught.filter(pl.col("source").is_in(SPOKEN)))
    card["data"] = described(texts)
    card["quality"] = quality(pl.concat([answers, measured], how="diagonal"))
    card["held_out_by_source"] = by_source(answers)
    card["external_checks"] = by_source(measured)
    card["language_identification"] = _language_accuracy(spoken, held_out)
    _write(out, weights, spoken, card)
    return card


def _language_accuracy(weights: pl.DataFrame, held_out: pl.DataFrame) -> list[dict[str, Any]]:
    """Per language: texts, share read right, share left unknown."""
    read_as = LanguageModel(weights, "").identify(held_out["text"])
    right, unsure = pl.col("read_as") == pl.col("language"), pl.col("read_as") == "unknown"
    return (
        held_out.with_columns(read_as=read_as)
        .drop_nulls("read_as")
        .group_by("language")
        .agg(n=pl.len(), right=right.mean().round(4), unknown=unsure.mean().round(4))
        .sort("language")
        .to_dicts()
    )


def _write(out: Path, weights: Weights, language: pl.DataFrame, card: dict[str, Any]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    tables = dict(zip(FILES, (weights.words, weights.stems, weights.pairs), strict=True))
    tables[LANGUAGE_WEIGHTS] = language
    for name, table in tables.items():
        table.rechunk().write_parquet(
            out / name, compression="zstd", compression_level=19, statistics=False, row_group_size=len(table)
        )  # one group, however many threads write
    card["sha256"] = {name: sha256(out / name) for name in sorted(tables)}
    (out / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / READABLE).write_text(readable(card), encoding="utf-8")
