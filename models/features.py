"""What the sentiment model sees in a text: words, word beginnings, denied words, neighbouring pairs."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.language import LANGUAGES
from models.ratings import RATED, rated
from transforms.text import CLAUSE_MARKS, Tokens, folded, sums_between, tokenised

MODIFIERS = Path(__file__).parent / "lexicons" / "modifiers.tsv"
NEGATION, BOOSTER, DAMPER, CONTRAST, JOINER = 1, 2, 3, 4, 5
KINDS = {"negation": NEGATION, "booster": BOOSTER, "damper": DAMPER, "contrast": CONTRAST, "joiner": JOINER}
NUMBERS = {language: number for number, language in enumerate(LANGUAGES)}

NEGATION_REACH = 3  # tokens; 2 to 4 measured alike in cross-validation
STEM_LETTERS = 4  # of 3 to 6 the best in cross-validation on the learned part

# How often a word counts, in halves, so that every count is a whole number.
PLAIN, RAISED, LOWERED, DENIED = 2, 3, 1, -1

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Features:
    """Every token of a chunk of texts, ready to be looked up.

    Attributes:
        spellings: word (folded) and stem (its first letters; null for short words) of each distinct token; a
            rating is one word of RATED, and null the rest of its tokens.
        codes: position in `spellings` of each token.
        starts: offsets of each text's tokens (height + 1).
        languages: number of each text's language in LANGUAGES; len(LANGUAGES) where it is none of them.
        kinds: kind of modifier each token is in its text's language; 0 for none.
        halves: how often each token counts, in halves; negative where denied, 0 where it shall not count.
    """

    spellings: pl.DataFrame
    codes: Ints
    starts: Ints
    languages: Ints
    kinds: NDArray[np.uint8]
    halves: Ints

    @property
    def is_denied(self) -> NDArray[np.bool_]:
        return self.halves < 0

    @property
    def rows(self) -> Ints:
        """The text each token belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def cut_at(self, starts: Ints, languages: Ints) -> "Features":
        """The same tokens, seen as shorter texts: offsets and language of each."""
        return replace(self, starts=starts, languages=languages)

    def sums(self, values: NDArray[Any]) -> Ints:
        """Sum per text of one whole number per token."""
        return sums_between(values, self.starts)

    def pairs(self, ids: Ints, size: int) -> tuple[Ints, NDArray[np.bool_]]:
        """One number per token and its right neighbour, and whether both are known and in one text."""
        following = np.append(ids[1:], -1)
        is_pair = (ids >= 0) & (following >= 0)
        is_pair[self.starts[1:][np.diff(self.starts) > 0] - 1] = False
        if len(muted := np.flatnonzero(self.halves == 0)):
            is_pair[muted] = is_pair[muted - 1] = False
        return ids * size + following, is_pair


def cells(numbers: Ints, starts: Ints, codes: Ints, width: int) -> Ints:
    """Place of each token in a table of languages (rows) and distinct words (`width` columns), laid flat."""
    return np.repeat(numbers * width, np.diff(starts)) + codes


@cache
def _modifiers() -> pl.DataFrame:
    return pl.read_csv(MODIFIERS, separator="\t").with_columns(
        kind=pl.col("kind").replace_strict(KINDS, return_dtype=pl.UInt8),
        number=pl.col("language").replace_strict(NUMBERS, return_dtype=pl.Int64),
    )


def contrasts(language: str) -> list[str]:
    """The words of contrast of a language, folded and as written; none for one that is not known."""
    is_contrast = (pl.col("language") == language) & (pl.col("kind") == CONTRAST)
    spelled = _modifiers().filter(is_contrast).select("word", "written").rows()
    return sorted({one for both in spelled for one in both if one})


def _kind_table(words: pl.Series) -> NDArray[np.uint8]:
    """Kind of modifier by language (rows; the last is 'no language': none) and distinct word (columns)."""
    known = words.to_frame("word").with_row_index("code").join(_modifiers(), on="word")
    table = np.zeros((len(LANGUAGES) + 1, len(words)), np.uint8)
    table[known["number"].to_numpy(), known["code"].to_numpy()] = known["kind"].to_numpy()
    return table


@cache
def _pseudo_words() -> pl.DataFrame:
    """Spellings of what stands for a rating; null for the rest of its tokens."""
    return pl.DataFrame({"word": [*RATED, None]}).with_columns(is_mark=False, is_emphatic=False)


def _spellings(tokens: Tokens) -> pl.DataFrame:
    word = folded(pl.col("surface"))
    return (
        tokens.words.to_frame("surface")
        .with_columns(word=word)
        .with_columns(
            stem=pl.when(pl.col("word").str.len_chars() > STEM_LETTERS).then(
                pl.col("word").str.slice(0, STEM_LETTERS)
            ),
            is_mark=pl.col("word").is_in(CLAUSE_MARKS),
            # shouted, or drawn out
            is_emphatic=pl.col("surface").str.contains(r"^\p{Lu}{3,}$")
            | (pl.col("surface").str.len_chars() > pl.col("word").str.len_chars() + 1),
        )
    )


def _halves(tokens: Tokens, kinds: NDArray[np.uint8], spellings: pl.DataFrame) -> Ints:
    """Only what follows a modifier is looked at: the others count as they are spelled."""
    is_mark, is_emphatic = spellings["is_mark"].to_numpy(), spellings["is_emphatic"].to_numpy()
    halves = np.where(is_emphatic & ~is_mark, RAISED, PLAIN)[tokens.codes]
    stops = np.append(is_mark[tokens.codes], True)  # one place behind the last token
    stops[tokens.starts] = True
    damped, boosted, denied = (np.flatnonzero(kinds == kind) + 1 for kind in (DAMPER, BOOSTER, NEGATION))
    damped, boosted = damped[~stops[damped]], boosted[~stops[boosted]]
    halves[damped[halves[damped] == PLAIN]] = LOWERED
    halves[boosted] = RAISED
    stops[np.flatnonzero(kinds == CONTRAST)] = True
    for _ in range(NEGATION_REACH):
        denied = denied[~stops[denied]]
        halves[denied[kinds[denied] != NEGATION]] = DENIED
        denied = denied + 1
    return halves


def features(texts: pl.Series, languages: pl.Series) -> Features:
    """Features of each text (null: none), its negations and boosters read in its own language."""
    return features_of(tokenised(texts), languages)


def features_of(tokens: Tokens, languages: pl.Series) -> Features:
    """Features of texts that are cut already; one language per text."""
    spellings = _spellings(tokens)
    spoken = languages.cast(pl.String)
    numbers = spoken.replace_strict(NUMBERS, default=len(LANGUAGES), return_dtype=pl.Int64).to_numpy()
    tokens = replace(tokens, codes=rated(spellings["word"], tokens.codes, tokens.starts, numbers))
    spellings = pl.concat([spellings, _pseudo_words()], how="diagonal")
    places = cells(numbers, tokens.starts, tokens.codes, len(spellings))
    kinds = _kind_table(spellings["word"]).ravel()[places]
    halves = _halves(tokens, kinds, spellings)
    return Features(spellings.select("word", "stem"), tokens.codes, tokens.starts, numbers, kinds, halves)
