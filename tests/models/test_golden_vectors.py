"""What the shipped weights say of some forty texts, to the last unit: any drift of a dependency shows.

After the weights were rebuilt, and for no other reason, write the expected values anew:
    python tests/models/test_golden_vectors.py
"""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from models.features import features
from models.language import LANGUAGES, LanguageModel
from models.sentiment import SentimentModel

GOLDEN = Path(__file__).parent / "golden"
VECTORS, VERSIONS = GOLDEN / "vectors.tsv", GOLDEN / "versions.txt"
REMEDY = "if the weights were rebuilt, run: python tests/models/test_golden_vectors.py"

GIVEN = {"declared": pl.String, "text": pl.String, "times": pl.Int64}
EXPECTED = {
    "language": pl.String,
    "polarity": pl.Int64,
    "neutrality": pl.Int64,
    "sentiment": pl.String,
    "sentiment_score": pl.Float64,
    "sentiment_confidence": pl.Float64,
}

Models = tuple[LanguageModel, SentimentModel]


def vectors() -> pl.DataFrame:
    """declared, text, times (it is said that often in a row), and what is expected."""
    return pl.read_csv(VECTORS, separator="\t", schema_overrides=GIVEN)


def read(given: pl.DataFrame, models: Models) -> pl.DataFrame:
    """What the models say: columns of EXPECTED."""
    language, sentiment = models
    feedback = given.select(
        text=pl.col("text").fill_null("").repeat_by("times").list.join(""), language="declared"
    )
    sums = sentiment.sums(features(feedback["text"], feedback["language"]))
    return (
        pl.DataFrame({"language": language.identify(feedback["text"], feedback["language"]), **sums})
        .hstack(sentiment.score(feedback))
        .cast(EXPECTED)
    )


def versions(models: Models) -> str:
    return "".join(f"{model.version}\n" for model in models)


@pytest.fixture(scope="module")
def models() -> Models:
    return LanguageModel.load(), SentimentModel.load()


def test_the_vectors_belong_to_the_shipped_weights(models: Models) -> None:
    assert versions(models) == VERSIONS.read_text(encoding="utf-8"), REMEDY


def test_every_value_is_the_expected_one(models: Models) -> None:
    golden = vectors()
    expected = golden.select(pl.col(name).cast(dtype) for name, dtype in EXPECTED.items())
    assert_frame_equal(read(golden, models), expected, check_exact=True)


def test_the_vectors_cover_what_customers_write() -> None:
    golden = vectors()
    assert set(LANGUAGES) <= set(golden["declared"])
    assert set(golden["sentiment"]) == {"positive", "negative", "neutral", None}
    assert golden["polarity"].abs().max() > 100_000  # a long text among them


@pytest.mark.parametrize("chunk_rows", [1, 7, 1000])
@pytest.mark.parametrize("threads", [1, 3])
def test_neither_chunks_nor_threads_matter(
    models: Models, chunk_rows: int, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden = vectors()
    whole = read(golden, models)
    for module in ("language", "sentiment"):
        monkeypatch.setattr(f"models.{module}.CHUNK_ROWS", chunk_rows)
    monkeypatch.setattr("models.chunks.threads", lambda: threads)
    assert_frame_equal(read(golden, models), whole, check_exact=True)


def test_neither_order_nor_company_matters(models: Models) -> None:
    golden = vectors()
    whole = read(golden, models)
    alone = pl.concat([read(golden[row], models) for row in range(golden.height)])
    shuffled = golden.with_row_index("row").sample(fraction=1, shuffle=True, seed=1)
    assert_frame_equal(alone, whole, check_exact=True)
    assert_frame_equal(read(shuffled, models), whole[shuffled["row"]], check_exact=True)


def write() -> None:
    """The expected values anew, from the weights as they are."""
    models = LanguageModel.load(), SentimentModel.load()
    given = vectors().select(*GIVEN)
    given.hstack(read(given, models)).write_csv(VECTORS, separator="\t")
    VERSIONS.write_text(versions(models), encoding="utf-8")


if __name__ == "__main__":
    write()
