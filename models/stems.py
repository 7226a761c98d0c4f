"""Word stems in eight languages: one name for the spellings of a word."""

import polars as pl

# Snowball by M. Porter and R. Boulton, as NLTK carries it (no data to download).
_SNOWBALL = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "nl": "dutch",
    "ro": "romanian",
}


def stems(words: pl.Series, language: str) -> pl.Series:
    """The Snowball stem of each word (folded: accents are gone, which merges a few more spellings).

    A word of a language outside the eight is its own stem. Null stays null.
    """
    if language not in _SNOWBALL:
        return words
    from nltk.stem.snowball import SnowballStemmer  # a second to load

    stemmer = SnowballStemmer(_SNOWBALL[language])
    distinct = words.drop_nulls().unique()
    found = pl.Series([stemmer.stem(word) for word in distinct], dtype=pl.String)
    return words.replace_strict(distinct, found, default=None, return_dtype=pl.String)
