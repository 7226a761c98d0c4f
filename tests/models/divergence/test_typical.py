"""Which quotes stand for their side."""

import polars as pl

from models.divergence.typical import typicality


def quotes(*said: tuple[str, str], language: str = "en") -> pl.DataFrame:
    """Voice and words."""
    return pl.DataFrame(
        [{"aspect": "delivery", "voice": v, "language": language, "quote": q} for v, q in said],
        schema={"aspect": pl.String, "voice": pl.String, "language": pl.String, "quote": pl.String},
    )


def test_what_others_say_too_is_typical() -> None:
    found = typicality(
        quotes(
            ("negative", "The parcel arrived late"),
            ("negative", "Parcel came late again"),
            ("negative", "Late parcel"),
            ("negative", "Purple elephants dance gracefully"),
            ("positive", "The parcel was there on time"),
        )
    )
    assert found[2] == 1.0  # nothing but what the others say
    assert found[3] < min(found[0], found[1])
    assert found.is_between(0, 1).all()


def test_a_quote_without_words_is_not_typical() -> None:
    said = [("negative", "12 :-("), ("negative", "Late parcel"), ("negative", "Parcel, late!")]
    assert typicality(quotes(*said)).to_list() == [0.0, 1.0, 1.0]


def test_nobody_says_the_same_in_another_language_or_on_the_other_side() -> None:
    others = [quotes(("positive", "Late parcel")), quotes(("negative", "Late parcel"), language="de")]
    assert typicality(pl.concat([quotes(("negative", "Late parcel")), *others])).to_list() == [0.0] * 3
