"""A taxonomy of a few patterns, and where they are found in a text."""

import polars as pl

from models.features import features
from models.mentions import Patterns
from models.taxonomy import PATTERNS, Taxonomy, normal

Pattern = tuple[str, ...]


def taxonomy(*patterns: Pattern, language: str = "en") -> Taxonomy:
    """Patterns of one language: (aspect, pattern), or (aspect, pole, pattern)."""
    rows = [(language, one[0], one[1] if len(one) == 3 else None, one[-1]) for one in patterns]
    return Taxonomy({}, normal(pl.DataFrame(rows, schema=PATTERNS, orient="row")))


def found(text: str, *patterns: Pattern, language: str = "en", spoken: str = "en") -> list[tuple[str, str]]:
    """(aspect, the tokens that mention it) of a text, by patterns of one language."""
    known = Patterns(taxonomy(*patterns, language=language))
    seen = features(pl.Series([text]), pl.Series([spoken]))
    words = seen.spellings["word"].gather(seen.codes).to_list()
    hits = known.found_in(seen)
    aspects = known.meanings["aspect"].gather(hits.meaning)
    ends = zip(aspects, hits.first, hits.end, strict=True)
    return [(aspect, " ".join(words[first:end])) for aspect, first, end in ends]
