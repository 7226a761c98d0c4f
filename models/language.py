"""Which of the configured languages a text is written in.

A linear score over words, word beginnings, word endings and accented letters, learned by scikit-learn
(models/training/language.py) and summed here in whole numbers. What it is unsure of is asked of py3langid;
where the two disagree the answer is 'unknown'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.artefact import ARTEFACTS, verified, version
from models.chunks import in_chunks
from transforms.privacy import REDACTED
from transforms.text import Tokens, folded, has_letters, ids, tokenised

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ro")
UNKNOWN = "unknown"
WEIGHTS = "language.parquet"

SCALE = 256  # whole weight units per unit of log-odds
CERTAIN = 0.8  # below, a second opinion is asked
PLAUSIBLE = 0.1  # a declared language less probable than this is contradicted by the text
FEW_TOKENS, SETTLED = 4, 0.99  # so few tokens contradict a declared language only if they are this sure
SECONDED = 0.4  # from here on an uncertain first choice stands if py3langid makes it too
CHUNK_ROWS = 25_000  # see models/sentiment.py

# What of a word is looked up. Accents tell languages apart; 'folded' is for those who leave them out.
WORD_PARTS = {
    "word": pl.col("lower"),
    "folded": pl.col("folded"),
    "start": pl.col("folded").str.slice(0, 3),
    "end": pl.col("folded").str.tail(3),
    "close": pl.col("folded").str.tail(2),
    "accents": pl.col("lower").str.replace_all(r"[\p{ASCII}]", ""),
}


def word_parts(words: pl.Series) -> pl.DataFrame:
    """Per distinct token the parts that the model looks up (columns of WORD_PARTS); null where not a word."""
    is_word = pl.col("surface").str.contains(r"^\p{L}[\p{L}\p{M}]*$")
    parts = (
        words.to_frame("surface")
        .with_columns(lower=pl.col("surface").str.to_lowercase(), folded=folded(pl.col("surface")))
        .with_columns(is_word=is_word)
    )
    return parts.select(pl.when("is_word").then(part).alias(kind) for kind, part in WORD_PARTS.items())


@cache
def _second_opinion(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second: only when it is needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier


@dataclass(frozen=True)
class LanguageModel:
    """Weights per part of a word and language, in 1/SCALE of log-odds."""

    weights: pl.DataFrame
    version: str

    @classmethod
    def load(cls, folder: Path | None = None) -> "LanguageModel":
        """The shipped model, or the one in a folder.

        Raises:
            ArtefactError: the weights are missing or are not those that the model card names.
        """
        return _shipped() if folder is None else _read(folder)

    def identify(
        self, texts: pl.Series, declared: pl.Series | None = None, languages: Sequence[str] = LANGUAGES
    ) -> pl.Series:
        """The language of each text.

        Args:
            texts: str, null allowed.
            declared: what the source says of each text ("pt", "pt-BR"); used where the text agrees or is too
                short to say.
            languages: the ones to choose from, a subset of LANGUAGES; a text that is surely in another of
                LANGUAGES is unknown.
        Returns:
            A code of `languages`, 'unknown' where neither model is sure; null for a text without letters.
        Raises:
            ValueError: a language the model was not taught.
        """
        if unknown := sorted(set(languages) - set(LANGUAGES)):
            raise ValueError(f"languages: {', '.join(unknown)} not known; choose from {', '.join(LANGUAGES)}")
        said = (
            pl.Series([None] * len(texts), dtype=pl.String) if declared is None else language_codes(declared)
        )
        chunks = in_chunks(
            len(texts), CHUNK_ROWS, lambda chunk: self._identify(texts[chunk], said[chunk], tuple(languages))
        )
        return pl.concat(chunks).alias("language")

    def log_odds(self, tokens: Tokens, languages: tuple[str, ...]) -> NDArray[np.int64]:
        """Exact score per text (rows) and language (columns), in 1/SCALE."""
        parts, chosen = word_parts(tokens.words), [LANGUAGES.index(language) for language in languages]
        per_word = np.zeros((len(parts), len(chosen)), np.int64)
        for kind, (known, weights) in self._tables.items():
            per_word += weights[:, chosen][ids(parts[kind], known)]
        return tokens.totals(per_word)

    @cached_property
    def _tables(self) -> dict[str, tuple[pl.Series, NDArray[np.int64]]]:
        """By kind of part: the known ones; weights by part (rows; the last: 0) and language (columns)."""
        return {
            str(kind): (
                known["part"],
                np.pad(known.select(LANGUAGES).to_numpy().astype(np.int64), ((0, 1), (0, 0))),
            )
            for (kind,), known in self.weights.partition_by("kind", as_dict=True).items()
        }

    def _identify(self, texts: pl.Series, declared: pl.Series, languages: tuple[str, ...]) -> pl.Series:
        texts = texts.str.replace_all(REDACTED, " ")
        tokens = tokenised(texts)
        odds = self.log_odds(tokens, LANGUAGES) / SCALE
        chosen = [LANGUAGES.index(language) for language in languages]
        probability = _shares(odds[:, chosen])
        best = probability.argmax(axis=1)
        frame = pl.DataFrame(
            {
                "text": texts,
                "declared": declared,
                "best": pl.Series(languages).gather(best),
                "tokens": tokens.counts,
                "certainty": probability[np.arange(len(best)), best],
                "declared_probability": _of_declared(probability, declared, languages),
                "elsewhere": 1 - _shares(odds)[:, chosen].sum(axis=1),
            }
        )
        readable = has_letters(pl.col("text"))
        is_too_short = (pl.col("tokens") <= FEW_TOKENS) & (pl.col("certainty") < SETTLED)
        backed = (pl.col("declared_probability") >= PLAUSIBLE) | (
            is_too_short & pl.col("declared").is_in(languages)
        )
        decided = frame.select(
            pl.when(~readable).then(None)
            .when(backed).then("declared")
            .when(pl.col("certainty") >= CERTAIN).then("best")
            .otherwise(pl.lit(UNKNOWN))
        ).to_series()  # fmt: skip
        sure = pl.when(pl.col("tokens") <= FEW_TOKENS).then(SETTLED).otherwise(CERTAIN)
        is_foreign = frame.select(readable & (pl.col("elsewhere") >= sure)).to_series()
        answers = _seconded(decided, texts, probability, languages)
        return answers.set(is_foreign, UNKNOWN)


def _read(home: Path) -> LanguageModel:
    return LanguageModel(pl.read_parquet(verified(home, WEIGHTS)), version(home, (WEIGHTS,)))


@cache
def _shipped() -> LanguageModel:
    return _read(ARTEFACTS)


def language_codes(declared: pl.Series) -> pl.Series:
    """Language of a locale: 'pt' of 'pt-BR'; null of anything else."""
    return declared.cast(pl.String).str.to_lowercase().str.extract(r"^\s*([a-z]{2})(?:[-_].*)?\s*$")


def _shares(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability of each language (columns) among those given."""
    odds = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    share: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return share


def _of_declared(
    probability: NDArray[np.float64], declared: pl.Series, languages: tuple[str, ...]
) -> NDArray[np.float64]:
    """Probability of the declared language of each text; 0 where none of the languages is declared."""
    number = declared.replace_strict(
        list(languages), list(range(len(languages))), default=len(languages), return_dtype=pl.Int64
    ).fill_null(len(languages))
    padded = np.column_stack([probability, np.zeros(len(probability))])
    picked: NDArray[np.float64] = padded[np.arange(len(padded)), number.to_numpy()]
    return picked


def _seconded(
    decided: pl.Series, texts: pl.Series, probability: NDArray[np.float64], languages: tuple[str, ...]
) -> pl.Series:
    """Ask py3langid about what is undecided; where it agrees with the linear score, their answer stands."""
    undecided = np.flatnonzero((decided == UNKNOWN).fill_null(False).to_numpy())
    if undecided.size == 0:
        return decided
    identifier, answers = _second_opinion(languages), []
    for row in undecided.tolist():
        best = probability[row].argmax()
        agreed = identifier.classify(texts[row])[0] == languages[best] and probability[row, best] >= SECONDED
        answers.append(languages[best] if agreed else UNKNOWN)
    return decided.scatter(undecided, answers)
