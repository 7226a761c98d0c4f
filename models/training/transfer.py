"""English reviews in the words of the other languages, for the learner alone.

No permitted set holds full feedback in most languages. Words that were learned in English reviews are handed
on word by word, through a dictionary written for this project and one learned from aligned subtitles: English
word order stays, what has no translation is left out. Compare P. Prettenhofer, B. Stein, Cross-Language
Text Classification Using Structural Correspondence Learning, ACL (2010), which starts from word pairs too.
"""

import random
from pathlib import Path

import polars as pl

from models.language import LANGUAGES
from models.translations import translations
from transforms.text import CLAUSE_MARKS, folded, tokenised

DICTIONARY = Path(__file__).parent / "dictionary"
PIVOT = "en"
SOURCES = ("app_reviews_en_fr", "skytrax_en", "examples", "feedback")
NAME = "transfer"
WEIGHT = 0.4
FEWEST_WORDS = 3
SEED = 20240501

Choices = dict[str, list[str]]


def transferred(taught: pl.DataFrame) -> pl.DataFrame:
    """The English feedback of a corpus, once in the words of each other language.

    Args:
        taught: rows of `corpus`, none of them held out.
    Returns:
        Rows of `corpus`, source NAME; texts with fewer than FEWEST_WORDS translated words are left out.
    """
    spoken = taught.filter((pl.col("language") == PIVOT) & pl.col("source").is_in(SOURCES))
    return pl.concat([_said_in(spoken, language) for language in LANGUAGES if language != PIVOT])


def choices(language: str) -> Choices:
    """The words that may stand for each English word."""
    written = pl.read_csv(
        DICTIONARY / f"{language}.tsv", separator="\t", quote_char=None, infer_schema=False
    ).drop_nulls()
    found: Choices = {english: words.split("|") for english, words in written.rows()}
    learned = translations().filter(pl.col("language") == language).sort("english", "word")
    for english, word in learned.select("english", "word").rows():
        if english not in found or word not in found[english]:
            found.setdefault(english, []).append(word)
    return found


def _said_in(spoken: pl.DataFrame, language: str) -> pl.DataFrame:
    tokens = tokenised(spoken["text"])
    words = tokens.words.to_frame("word").select(folded(pl.col("word")))["word"].to_list()
    known, chosen = choices(language), random.Random(SEED)
    texts = []
    for start, end in zip(tokens.starts[:-1], tokens.starts[1:], strict=True):
        english = [words[code] for code in tokens.codes[start:end]]
        said = [word if word in CLAUSE_MARKS else chosen.choice(known[word]) for word in english
                if word in CLAUSE_MARKS or word in known]  # fmt: skip
        texts.append(" ".join(said) if _words_in(said) >= FEWEST_WORDS else None)
    return spoken.with_columns(
        text=pl.Series(texts, dtype=pl.String),
        language=pl.lit(language),
        source=pl.lit(NAME),
        weight=pl.lit(WEIGHT),
    ).drop_nulls("text")


def _words_in(said: list[str]) -> int:
    return sum(word not in CLAUSE_MARKS for word in said)
