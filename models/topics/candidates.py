"""Which phrases of a language may be a topic: nouns and collocations that many use where no aspect is named.

Five questions, each answered by counts alone:
- Who says it? Enough distinct speakers, in clauses that mention no aspect, each in words of their own: what
  stands in one sentence that many send ("sent from my phone") is no topic.
- Is it of those clauses? Its c-TF-IDF there is not much less than in the clauses of known aspects. c-TF-IDF
  is a phrase's share of a class's words times log(1 + mean class size / its count in all classes):
  M. Grootendorst, BERTopic: Neural topic modeling with a class-based TF-IDF procedure, arXiv 2203.05794
  (2022).
- Does it name something? A noun stands right behind an article, possessive or preposition, and ends the
  phrase there, more often than a verb or an adjective does.
- Is it a name? Names are written large inside a clause (in German every noun is).
- Do two words belong together? Dunning's log-likelihood ratio against chance (Accurate Methods for the
  Statistics of Surprise and Coincidence, Computational Linguistics 19, 1993), as nltk.metrics has it.
"""

import polars as pl

from models.features import STEM_LETTERS
from models.topics.phrases import Phrases
from models.weights import SCALE, Weights
from transforms.text import folded

MOST_CANDIDATES = 300  # per language, the most widely used: bounds the work behind
LEAST_WORDINGS = 5  # different clauses that say it
LEAST_LIKELIHOOD_RATIO = 15.0  # chi-square with one degree of freedom passes it once in 10,000
LEAST_CONTRAST = 0.5  # c-TF-IDF in clauses without an aspect ÷ in the others

# Chosen by reading what they keep of the app and lounge reviews: nouns lie above, verbs and adjectives below.
LEAST_NAMED = 0.75  # share behind an article ÷ that of all words that may name something
LEAST_HEAD = 0.4  # of those behind an article, the share that ends the phrase
MOST_CAPITAL = 0.6  # of those inside a clause, the share written large
PURELY_POLAR = 4.0  # log-odds: a word that says good or bad this plainly names nothing else
SWALLOWED = 0.6  # share of a word's speakers who say it in one pair: the pair is meant
WRITES_NOUNS_LARGE = ("de",)


def candidates(
    phrases: Phrases, language: str, speaker: pl.Series, least_speakers: int, weights: Weights
) -> pl.DataFrame:
    """Phrases of one language that may be a topic.

    Args:
        phrases: what was said in the language.
        speaker: of each text.
        least_speakers: distinct speakers that a candidate needs.
        weights: of the sentiment model: what says good or bad is no topic.
    Returns:
        key, words (1, 2), speakers, weight (c-TF-IDF in millionths), the heaviest first; at most
        MOST_CANDIDATES.
    """
    counted = _counted(phrases, speaker).filter(
        (pl.col("speakers") >= least_speakers) & (pl.col("wordings") >= LEAST_WORDINGS)
    )
    contrasted = _contrasted(counted, phrases.tokens)
    out = [*_polar(counted, phrases, weights), *counted.filter(_is_name(language))["key"]]
    nouns = counted.filter(_names_something(_base_rate(phrases)) & ~pl.col("key").is_in(out))["key"].to_list()
    sides = pl.col("key").str.split(" ").list
    pairs = (
        contrasted.filter((pl.col("words") == 2) & ~pl.col("key").is_in(out))
        .with_columns(left=sides.first(), right=sides.last())
        .filter(pl.any_horizontal(pl.col("left", "right", "key").is_in(nouns)))
        .filter(~pl.col("left").is_in(out) & ~pl.col("right").is_in(out))
        .pipe(_bound, phrases)
    )
    single = contrasted.filter((pl.col("words") == 1) & pl.col("key").is_in(nouns))
    words = _not_swallowed(single, pairs)
    kept = ("key", "words", "speakers", "weight")
    return (
        pl.concat([words.select(kept), pairs.select(kept)])
        .sort("weight", "key", descending=[True, False])
        .head(MOST_CANDIDATES)
    )


def _counted(phrases: Phrases, speaker: pl.Series) -> pl.DataFrame:
    """Per key: counts in clauses without an aspect and with one, speakers of the former, how it stands."""
    wordings = phrases.clauses.select("clause", wording=folded(pl.col("quote")))
    said = phrases.said.with_columns(speaker=speaker.gather(phrases.said["text"])).join(
        wordings, on="clause", how="left", validate="m:1"
    )
    is_open = ~pl.col("is_covered")
    return said.group_by("key").agg(
        words=pl.col("words").first(),
        open=is_open.sum(),
        covered=pl.col("is_covered").sum(),
        speakers=pl.col("speaker").filter(is_open).n_unique(),
        wordings=pl.col("wording").drop_nulls().n_unique(),
        named=pl.col("is_named").sum(),
        head=pl.col("is_head").sum(),
        inside=(~pl.col("is_first")).sum(),
        capital=(pl.col("is_capital") & ~pl.col("is_first")).sum(),
    )


def _is_name(language: str) -> pl.Expr:
    """Whether it is written large though the sentence does not ask for it."""
    if language in WRITES_NOUNS_LARGE:
        return pl.lit(False)
    return (pl.col("inside") > 0) & (pl.col("capital") > MOST_CAPITAL * pl.col("inside"))


def _contrasted(counted: pl.DataFrame, tokens: tuple[int, int]) -> pl.DataFrame:
    """With c-TF-IDF, those whose c-TF-IDF does not belong to the clauses of known aspects.

    The second factor of c-TF-IDF is the same in both classes, so that their ratio is that of the shares.
    """
    open_tokens, covered_tokens = (max(one, 1) for one in tokens)
    total = pl.col("open") + pl.col("covered")
    here, there = pl.col("open") / open_tokens, pl.col("covered") / covered_tokens
    rarity = (1 + (open_tokens + covered_tokens) / 2 / total).log()
    return counted.filter(here >= LEAST_CONTRAST * there).with_columns(weight=(here * rarity * 1e6).round(3))


def _base_rate(phrases: Phrases) -> float:
    """How often any word that may name something stands right behind an article."""
    words = phrases.said.filter(pl.col("words") == 1)
    return float(words["is_named"].sum()) / max(words.height, 1)


def _names_something(base_rate: float) -> pl.Expr:
    count = pl.col("open") + pl.col("covered")
    is_behind_articles = pl.col("named") >= LEAST_NAMED * base_rate * count
    return is_behind_articles & (pl.col("head") >= LEAST_HEAD * pl.col("named"))


def _polar(counted: pl.DataFrame, phrases: Phrases, weights: Weights) -> list[str]:
    """Keys of words whose most frequent spelling says good or bad plainly."""
    spelled = (
        phrases.said.filter(pl.col("words") == 1)
        .join(counted.select("key"), on="key", how="semi")
        .group_by("key", "written")
        .len()
        .sort("key", "len", "written", descending=[False, True, False])
        .unique("key", keep="first", maintain_order=True)
        .with_columns(word=folded(pl.col("written")))
        .with_columns(stem=pl.col("word").str.slice(0, STEM_LETTERS))
        .join(weights.words.select("word", of_word="polarity"), on="word", how="left", validate="m:1")
        .join(weights.stems.select("stem", of_stem="polarity"), on="stem", how="left", validate="m:1")
    )
    polarity = pl.col("of_word").fill_null(0) + pl.col("of_stem").fill_null(0)
    return spelled.filter(polarity.abs() >= PURELY_POLAR * SCALE)["key"].to_list()


def _bound(pairs: pl.DataFrame, phrases: Phrases) -> pl.DataFrame:
    """The pairs that stand together far more often than by chance."""
    singles = phrases.said.filter(pl.col("words") == 1)
    alone = singles.group_by("key").len()
    counted = pairs.join(alone.rename({"key": "left", "len": "lefts"}), on="left", validate="m:1").join(
        alone.rename({"key": "right", "len": "rights"}), on="right", validate="m:1"
    )
    both = (counted["open"] + counted["covered"]).to_list()
    cells = zip(both, counted["lefts"].to_list(), counted["rights"].to_list(), strict=True)
    ratios = [_likelihood_ratio(n, left, right, singles.height) for n, left, right in cells]
    return counted.filter(pl.Series(ratios, dtype=pl.Float64) >= LEAST_LIKELIHOOD_RATIO)


def _likelihood_ratio(both: int, left: int, right: int, total: int) -> float:
    """0 where the two meet less often than by chance."""
    if both * total <= left * right:
        return 0.0
    from nltk.metrics import BigramAssocMeasures  # a second to load

    return float(BigramAssocMeasures.likelihood_ratio(both, (left, right), total))


def _not_swallowed(words: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The words that are not mostly said in one pair."""
    sides = [pairs.select(key=side, pair="speakers") for side in ("left", "right")]
    largest = pl.concat(sides).group_by("key").agg(pl.col("pair").max())
    return (
        words.join(largest, on="key", how="left", validate="1:1")
        .filter(pl.col("pair").fill_null(0) < SWALLOWED * pl.col("speakers"))
        .drop("pair")
    )
