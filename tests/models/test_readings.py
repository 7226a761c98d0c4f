"""What a person read replaces what the model estimated, and nothing else."""

import polars as pl

from models.readings import with_readings

OPINIONS = pl.DataFrame(
    [
        ("a:price:0", "text", -1, 0.6, "too expensive", False, None),
        ("b:price:0", "text", -1, 0.7, "too expensive", False, None),
        ("c:price:9", "text", 1, 0.8, None, True, None),
        ("d:overall", "rating", 1, 1.0, None, False, None),
    ],
    schema={
        "opinion_id": pl.String,
        "origin": pl.String,
        "polarity": pl.Int8,
        "confidence": pl.Float64,
        "pole": pl.String,
        "is_mixed": pl.Boolean,
        "read_polarity": pl.Int8,
    },
    orient="row",
)


def read(*readings: tuple[str, int]) -> list[tuple]:
    known = pl.DataFrame(readings, schema={"opinion_id": pl.String, "polarity": pl.Int8}, orient="row")
    found = with_readings(OPINIONS.lazy(), known.lazy()).collect()
    assert found.schema == OPINIONS.schema
    return found.rows()


def test_a_reading_replaces_the_estimate():
    assert read(("a:price:0", -1), ("b:price:0", 1), ("c:price:9", 0)) == [
        ("a:price:0", "reading", -1, 1.0, "too expensive", False, -1),
        ("b:price:0", "reading", 1, 1.0, None, False, -1),  # praise has no pole of complaint
        ("c:price:9", "reading", 0, 1.0, None, False, 1),
        ("d:overall", "rating", 1, 1.0, None, False, None),
    ]


def test_a_rating_is_no_estimate():
    assert read(("d:overall", -1)) == OPINIONS.rows()


def test_a_reading_of_an_opinion_that_is_gone_changes_nothing():
    assert read(("z:price:0", -1)) == OPINIONS.rows()
