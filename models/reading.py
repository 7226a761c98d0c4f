"""From a text to its verdict and its opinions: clause by clause, aspect by aspect.

An opinion's polarity is judged by the words of the segment that mentions the aspect, of its clause and of the
whole text, weighed against each other by a logistic scale that was fitted on held-out labelled opinions
(models/training/opinions.py). A text is mixed where one segment of it praises and another complains.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.chunks import in_chunks
from models.clauses import clauses
from models.features import features_of
from models.mentions import compiled
from models.mixed import with_mixed
from models.opinions import COMPLAINT, NEUTRAL, PRAISE, quote
from models.questions import with_nothing, without_question
from models.scopes import Cut, Judged, Stretches, scopes, text_of_clause
from models.sentiment import DECIMALS, Floats, SentimentModel, logistic, weighted
from models.taxonomy import Taxonomy
from models.weights import Ints
from transforms.text import Tokens, tokenised

CHUNK_ROWS = 10_000
POLE = 3  # column of the evidence for polarity
POLARITIES = (COMPLAINT, NEUTRAL, PRAISE)

CLAUSE_OPINIONS = pl.Schema(
    {
        "feedback_id": pl.String(),
        "position": pl.Int32(),
        "aspect": pl.String(),
        "pole": pl.String(),
        "polarity": pl.Int8(),
        "confidence": pl.Float64(),
        "quote": pl.String(),
        "span_start": pl.Int32(),
        "span_end": pl.Int32(),
    }
)


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        verdicts: sentiment (negative, neutral, positive, mixed), sentiment_score, sentiment_confidence; a row
            per feedback, in order; null without text.
        opinions: rows of CLAUSE_OPINIONS; position: characters before the clause; span: those of the quote,
            start included, end not.
    """

    verdicts: pl.DataFrame
    opinions: pl.DataFrame


@dataclass(frozen=True)
class OpinionReader:
    """Reads sentiment and opinions with one model and one taxonomy."""

    model: SentimentModel
    taxonomy: Taxonomy

    def read(self, feedback: pl.DataFrame) -> Reading:
        """Read every text.

        Args:
            feedback: feedback_id, text (str, null allowed), language (outside the known ones, or null: no
                aspects are found), question (what a survey asked; null, or no such
                column: nothing).
        """
        read = in_chunks(len(feedback), CHUNK_ROWS, lambda chunk: self._read(feedback[chunk]))
        return Reading(pl.concat([one.verdicts for one in read]), pl.concat([one.opinions for one in read]))

    def cut(self, feedback: pl.DataFrame) -> Cut:
        """Clauses, tokens and evidence of a chunk."""
        cut = clauses(feedback["text"], feedback["language"])
        tokens = tokenised(cut.said)
        whole = Tokens(tokens.words, tokens.codes, tokens.starts[cut.starts])
        seen = without_question(features_of(whole, feedback["language"]), _questions(feedback))
        return Cut(cut, tokens.starts, seen, Judged.by(self.model, seen))

    def mentioned(self, cut: Cut) -> pl.DataFrame:
        """One row per clause and aspect: see `scopes`."""
        languages = cut.seen.languages[text_of_clause(cut.clauses)]
        patterns = compiled(self.taxonomy)
        mentions = patterns.found_in(cut.seen.cut_at(cut.clause_starts, languages))
        return scopes(mentions, patterns.meanings, cut.parts, cut.clause_starts)

    def _read(self, feedback: pl.DataFrame) -> Reading:
        cut = self.cut(feedback)
        verdicts = self.model.verdicts(cut.whole, feedback["text"])
        decided = with_nothing(with_mixed(verdicts, cut, self.scales), cut.seen, _questions(feedback))
        return Reading(decided, self._opinions(feedback, cut))

    def _opinions(self, feedback: pl.DataFrame, cut: Cut) -> pl.DataFrame:
        found = self.mentioned(cut)
        clause = found["clause"].to_numpy()
        polarity, confidence = judged(opinion_evidence(found, cut), self.scales)
        said = cut.clauses.said.gather(clause)
        blanks = (said.str.len_chars() - said.str.strip_chars_start().str.len_chars()).to_numpy()
        return (
            found.with_columns(
                feedback_id=feedback["feedback_id"].gather(text_of_clause(cut.clauses)[clause]),
                position=cut.clauses.offsets[clause],
                quote=said.to_frame("said").select(quote(pl.col("said"))).to_series(),
                polarity=polarity,
                confidence=np.round(confidence, DECIMALS),
                span_start=cut.clauses.offsets[clause] + blanks,
            )
            .with_columns(
                pole=pl.when(pl.col("polarity") == COMPLAINT).then("pole"),
                span_end=pl.col("span_start") + pl.col("quote").str.len_chars(),
            )
            .select(pl.col(name).cast(dtype) for name, dtype in CLAUSE_OPINIONS.items())
        )

    @property
    def scales(self) -> Mapping[str, Sequence[float]]:
        """Weights of the evidence for polarity, neutrality and mixed texts, from the model card."""
        scales: Mapping[str, Sequence[float]] = self.model.card["opinion_scales"]
        return scales


def _questions(feedback: pl.DataFrame) -> pl.Series:
    if "question" in feedback.columns:
        return feedback["question"]
    return pl.Series([None], dtype=pl.String).new_from_index(0, len(feedback))


def opinion_evidence(found: pl.DataFrame, cut: Cut) -> dict[str, Floats]:
    """What the log-odds of each opinion are a weighted sum of, one row per opinion.

    Polarity: the polarity of segment, clause and text, whether a pole is complained about, 1. Neutrality: the
    neutrality of the three, the strength of segment and clause whatever the side, the pole, 1.
    """
    clause, pole = found["clause"].to_numpy(), found["pole"].is_not_null().to_numpy().astype(np.float64)
    text = text_of_clause(cut.clauses)[clause]
    near = cut.judged.logits(Stretches(found["first"].to_numpy(), found["end"].to_numpy(), text))
    around = cut.judged.logits(Stretches(cut.clause_starts[clause], cut.clause_starts[clause + 1], text))
    whole = cut.judged.logits(Stretches(cut.seen.starts[text], cut.seen.starts[text + 1], text))
    one = np.ones(len(found))
    strength = [np.abs(near["polarity"]), np.abs(around["polarity"])]
    return {
        "polarity": np.column_stack([*(x["polarity"] for x in (near, around, whole)), pole, one]),
        "neutrality": np.column_stack(
            [*(x["neutrality"] for x in (near, around, whole)), *strength, pole, one]
        ),
    }


def judged(evidence: Mapping[str, Floats], scales: Mapping[str, Sequence[float]]) -> tuple[Ints, Floats]:
    """The likeliest polarity of each opinion, and its probability; who complains of a pole is not neutral."""
    positive, neutral = (
        logistic(weighted(evidence[head], scales[head])) for head in ("polarity", "neutrality")
    )
    neutral = np.where(evidence["polarity"][:, POLE] > 0, 0.0, neutral)
    table = np.column_stack([(1 - neutral) * (1 - positive), neutral, (1 - neutral) * positive])
    best = table.argmax(axis=1)
    return np.array(POLARITIES)[best], table[np.arange(len(best)), best]
