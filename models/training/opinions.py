"""The scales that turn the words around a mention into a polarity, and how well aspects and sides are told.

Everything is fitted and measured on labelled feedback that the sentiment weights were not learned from; what
is measured is always read with scales that were fitted without it (folds by a hash of the text).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.evaluation import figures
from models.language import LANGUAGES
from models.mixed import mixed_evidence, mixed_probability
from models.reading import OpinionReader, judged, opinion_evidence
from models.scopes import Cut
from models.sentiment import Floats, SentimentModel
from models.taxonomy import Taxonomy, shipped
from models.training.aspect_checks import aspect_checks, read_opinions
from models.training.corpus import FEEDBACK, is_held_out_text, percent_of
from models.training.measure import NAMES

FOLDS = 5
SIGNS = {"neg": -1, "neu": 0, "pos": 1}
FEWEST_OF_SET = 15  # opinions on each side, from which a set's own estimate counts
FEWEST_RIGHT = 0.5  # of the texts called mixed
FEWEST_OF_ASPECT = 30  # opinions on an aspect, each side, from which its own rates are told

ANSWERS = ("language", "aspect", "told", "truth", "sentiment", "sentiment_confidence")

Scales = dict[str, list[float]]


@dataclass(frozen=True)
class Labelled:
    """Feedback whose opinions are known.

    Attributes:
        texts: number, text, language, is_mixed, fold.
        opinions: number, aspect, told (-1, 0, 1), one row per feedback and aspect with one polarity.
    """

    texts: pl.DataFrame
    opinions: pl.DataFrame


def opinion_entries(model: SentimentModel, data: Path) -> dict[str, Any]:
    """What the model card says of opinions: scales, quality of their polarity, aspects found."""
    labelled = held_out(labelled_feedback())
    known = evidence(model, shipped(), labelled)
    scales = opinion_scales(known) | mixed_scales(known, labelled.texts)
    reader = OpinionReader(replace(model, card=model.card | {"opinion_scales": scales}), shipped())
    answers = read_across(known)
    return {
        "opinion_scales": scales,
        "opinion_quality": opinion_quality(
            [
                (answers, "held-out of feedback"),
                (read_opinions(data, reader), "labelled sentences and starred reviews of others"),
            ]
        ),
        "aspect_detection": detection(answers, labelled),
        "aspect_checks": aspect_checks(data, reader),
    }


def labelled_feedback(folder: Path = FEEDBACK) -> pl.DataFrame:
    """text, label (neg, neu, pos, mixed), aspects ("price:neg/too expensive; staff:pos"), language."""
    return pl.concat(
        pl.read_csv(folder / f"{language}.tsv", separator="\t", quote_char=None, infer_schema=False).select(
            "text", "label", "aspects", language=pl.lit(language)
        )
        for language in LANGUAGES
    )


def held_out(feedback: pl.DataFrame) -> Labelled:
    """The labelled feedback that nothing was learned from."""
    texts = (
        feedback.filter(is_held_out_text(pl.col("text")))
        .with_row_index("number")
        .with_columns(is_mixed=pl.col("label") == "mixed", fold=percent_of(pl.col("text")) % FOLDS)
    )
    said = texts.select("number", item=pl.col("aspects").str.split(";")).explode("item", empty_as_null=True)
    parts = pl.col("item").str.strip_chars().str.extract_groups(r"^(?<aspect>[^:]+):(?<sign>neg|neu|pos)")
    opinions = (
        said.select("number", parts.alias("parts"))
        .unnest("parts")
        .drop_nulls("aspect")
        .with_columns(told=pl.col("sign").replace_strict(SIGNS, return_dtype=pl.Int8))
        .group_by("number", "aspect")
        .agg(pl.col("told").unique())
        .filter(pl.col("told").list.len() == 1)
        .with_columns(pl.col("told").list.first())
        .sort("number", "aspect")
    )
    return Labelled(texts.select("number", "text", "language", "is_mixed", "fold"), opinions)


@dataclass(frozen=True)
class Evidence:
    """What the model sees in labelled feedback, before any scale.

    Attributes:
        opinions: number, aspect, language, fold, told (null: the aspect was not labelled); one row per
            feedback and aspect found; `seen` holds the evidence of each, by head.
        mixed: evidence per text.
    """

    opinions: pl.DataFrame
    seen: dict[str, Floats]
    mixed: Floats

    def where(self, kept: NDArray[np.bool_]) -> "Evidence":
        seen = {head: rows[kept] for head, rows in self.seen.items()}
        return Evidence(self.opinions.filter(pl.Series(kept)), seen, self.mixed)


def evidence(model: SentimentModel, taxonomy: Taxonomy, labelled: Labelled) -> Evidence:
    """Read the labelled feedback; of several clauses on one aspect the first stands."""
    reader = OpinionReader(model, taxonomy)
    cut = reader.cut(labelled.texts.select("text", "language", feedback_id=pl.lit("")))
    found = reader.mentioned(cut)
    seen = opinion_evidence(found, cut)
    rows = (
        found.select("aspect", number=pl.Series(_text_of(cut, found)).cast(pl.UInt32))
        .with_row_index("row")
        .unique(["number", "aspect"], keep="first", maintain_order=True)
        .join(labelled.opinions, on=["number", "aspect"], how="left", validate="1:1", maintain_order="left")
        .join(labelled.texts, on="number", how="left", validate="m:1", maintain_order="left")
    )
    kept = rows["row"].to_numpy()
    return Evidence(rows, {head: values[kept] for head, values in seen.items()}, mixed_evidence(cut))


def _text_of(cut: Cut, found: pl.DataFrame) -> NDArray[np.int64]:
    clause = found["clause"].to_numpy()
    return np.searchsorted(cut.clauses.starts, clause, side="right") - 1


def _fit(evidence: Floats, side: NDArray[np.bool_]) -> list[float]:
    fitted = LogisticRegression(C=1.0, fit_intercept=False).fit(evidence, side).coef_[0]
    return [float(weight) for weight in np.round(fitted, 6)]


def opinion_scales(known: Evidence) -> Scales:
    """Weights of the evidence of each head (logistic regression on rightly found aspects)."""
    told = known.opinions["told"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    polar, is_told = np.isin(told, (-1, 1)), ~np.isnan(told)
    return {
        "polarity": _fit(known.seen["polarity"][polar], told[polar] > 0),
        "neutrality": _fit(known.seen["neutrality"][is_told], told[is_told] == 0),
    }


def mixed_scales(known: Evidence, texts: pl.DataFrame) -> Scales:
    """Weights of the evidence that a text is mixed, and from which probability on it is called so.

    As many as possible are called mixed, so that at least half of them are (of the feedback fitted on).
    """
    is_mixed = texts["is_mixed"].to_numpy()
    weights = _fit(known.mixed, is_mixed)
    probability = mixed_probability(known.mixed, weights)
    surest = np.argsort(-probability, kind="stable")
    right = np.cumsum(is_mixed[surest]) / np.arange(1, len(surest) + 1)
    enough = np.flatnonzero(right >= FEWEST_RIGHT)
    return {
        "mixed": weights,
        "mixed_from": [float(probability[surest][enough.max()]) if len(enough) else 1.0],
    }


def read_across(known: Evidence) -> pl.DataFrame:
    """The opinions with the answer of scales that were fitted without their fold.

    Returns:
        number, aspect, language, told, truth and sentiment (names of classes), sentiment_confidence.
    """
    return pl.concat(list(_read_folds(known)))


def _read_folds(known: Evidence) -> Iterator[pl.DataFrame]:
    folds = known.opinions["fold"].to_numpy()
    for fold in range(FOLDS):
        asked = known.where(folds == fold)
        answer, confidence = judged(asked.seen, opinion_scales(known.where(folds != fold)))
        yield asked.opinions.select(
            *("number", "aspect", "language", "told"),
            truth=pl.col("told"),
            sentiment=pl.Series(answer, dtype=pl.Int8),
            sentiment_confidence=pl.Series(confidence),
        ).with_columns(pl.col("truth", "sentiment").replace_strict(NAMES, return_dtype=pl.String))


def opinion_quality(measured: Sequence[tuple[pl.DataFrame, str]]) -> list[dict[str, Any]]:
    """Rows of report.model_quality: polarity of rightly found aspects, per language and for large aspects.

    Args:
        measured: answers (language, aspect, told, truth, sentiment, sentiment_confidence), and what they are.
    """
    parts = [answers.select(*ANSWERS, measured_on=pl.lit(what)) for answers, what in measured]
    told = pl.concat(parts, how="vertical_relaxed").drop_nulls("told")
    rows = [_of_language(part, language) for (language,), part in _parts(told, ["language"])]
    for (language, aspect), part in _parts(told, ["language", "aspect"]):
        sides = [part.filter(pl.col("told") == side).height for side in (-1, 1)]
        if min(sides) >= FEWEST_OF_ASPECT:
            rows.append(_row(part, language, aspect))
    return rows


def _of_language(part: pl.DataFrame, language: str) -> dict[str, Any]:
    """All opinions of a language; intervals reach to the estimate of each set, for sets differ.

    Clauses of starred reviews nearly all take the star's side and are easy; written feedback is hard.
    """
    row = _row(part, language, None)
    for (_,), of_set in _parts(part, ["measured_on"]):
        measured = figures(of_set)
        if all(of_set.filter(pl.col("told") == side).height >= FEWEST_OF_SET for side in (-1, 1)):
            for rate in ("sensitivity", "specificity"):
                row[f"{rate}_low"] = min(row[f"{rate}_low"], measured[rate])
                row[f"{rate}_high"] = max(row[f"{rate}_high"], measured[rate])
    return row


def detection(answers: pl.DataFrame, labelled: Labelled) -> list[dict[str, Any]]:
    """language, n (labelled), precision, recall, f1 of the aspects found."""
    rows = []
    told = labelled.opinions.join(labelled.texts.select("number", "language"), on="number", validate="m:1")
    for (language,), part in _parts(told, ["language"]):
        found = answers.filter(pl.col("language") == language)
        hits = found["told"].count()
        precision, recall = hits / max(len(found), 1), hits / len(part)
        f1 = 2 * hits / (len(found) + len(part))
        rows.append(
            {"language": language, "n": len(part)}
            | {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        )
    return rows


def _parts(frame: pl.DataFrame, by: Sequence[str]) -> list[tuple[tuple[Any, ...], pl.DataFrame]]:
    return sorted(frame.partition_by(by, as_dict=True).items(), key=lambda part: part[0])


def _row(part: pl.DataFrame, language: str, aspect: str | None) -> dict[str, Any]:
    measured_on = "never learned from: " + " + ".join(part["measured_on"].unique(maintain_order=True))
    return {"language": language, "aspect": aspect, **figures(part), "measured_on": measured_on}
