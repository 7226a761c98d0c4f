"""Scores on their scales, and that rows (Polars) and reports (SQL macros) call them the same."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from transforms.scales import band, default_top_box, oriented_score, polarity_of_unit, rating_unit

MACROS = Path(__file__).parents[2] / "warehouse" / "macros.sql"
EVERY_SCALE = [
    (metric, low, high, is_reversed)
    for metric in ("nps", "csat", "ces")
    for low, high in ((0, 10), (1, 2), (1, 3), (1, 4), (0, 4), (1, 5), (1, 6), (1, 7), (1, 10), (0, 100))
    for is_reversed in (False, True)
]
SCALE = (pl.col("scale_min"), pl.col("scale_max"))


def every_score() -> pl.DataFrame:
    """Every score of every scale, with the customary top box and each other one."""
    scored = pl.DataFrame(
        [
            {
                "metric": metric,
                "score": score,
                "scale_min": low,
                "scale_max": high,
                "is_reversed": is_reversed,
            }
            for metric, low, high, is_reversed in EVERY_SCALE
            for score in range(low, high + 1)
        ]
    ).with_columns(pl.col("score", "scale_min", "scale_max").cast(pl.Float64))
    customary = default_top_box(pl.col("metric"), *SCALE)
    above = pl.min_horizontal(customary + 1, "scale_max")
    return pl.concat([scored.with_columns(top_box=box.cast(pl.Float64)) for box in (customary, above)])


def bands(metric: str, scores: list[int], low: int, high: int, is_reversed: bool = False) -> list[str]:
    lits = [pl.lit(value) for value in (low, high, is_reversed)]
    top_box = default_top_box(pl.lit(metric), lits[0], lits[1])
    frame = pl.DataFrame({"score": scores})
    return frame.select(band(pl.lit(metric), pl.col("score"), *lits, top_box).alias("band"))["band"].to_list()


@pytest.mark.parametrize(
    ("metric", "low", "high", "lowest_top"),
    [
        ("nps", 0, 10, 9),
        ("csat", 1, 3, 3),
        ("csat", 1, 4, 3),
        ("csat", 1, 5, 4),
        ("csat", 0, 4, 3),  # five points from 0
        ("csat", 1, 7, 6),
        ("csat", 1, 10, 9),
        ("csat", 0, 10, 9),
        ("csat", 1, 6, 5),  # no customary box: the upper third, 1 + 2/3 of 5 = 4.33
        ("ces", 1, 7, 5),
        ("ces", 1, 5, 4),
    ],
)
def test_default_top_box(metric, low, high, lowest_top):
    assert pl.select(default_top_box(pl.lit(metric), pl.lit(low), pl.lit(high))).item() == lowest_top


def test_nps_bands_at_their_boundaries():
    assert bands("nps", [0, 6, 7, 8, 9, 10], 0, 10) == [
        *("detractor", "detractor", "passive", "passive", "promoter", "promoter")
    ]


def test_csat_bands_of_five_and_four_points():
    assert bands("csat", [1, 2, 3, 4, 5], 1, 5) == [
        *("dissatisfied", "dissatisfied", "neutral", "satisfied", "satisfied")
    ]
    # 2 of 1-4 lies on 1/3 of the scale, which is no binary fraction
    assert bands("csat", [1, 2, 3, 4], 1, 4) == ["dissatisfied", "dissatisfied", "satisfied", "satisfied"]


def test_ces_bands_and_the_reversed_first_version():
    assert bands("ces", [1, 3, 4, 5, 7], 1, 7) == ["difficult", "difficult", "neutral", "easy", "easy"]
    # CES 1.0, "how much effort": 1 is very low effort, read as 5
    assert bands("ces", [1, 2, 3, 4, 5], 1, 5, is_reversed=True) == [
        *("easy", "easy", "neutral", "difficult", "difficult")
    ]


def test_a_score_that_is_missing_has_no_band_and_no_place():
    frame = pl.DataFrame({"score": [None, 4.0]})
    ends = (pl.lit(1), pl.lit(5), pl.lit(False))
    assert frame.select(rating_unit(pl.col("score"), *ends)).to_series().to_list() == [None, 0.75]
    named = frame.select(band(pl.lit("csat"), pl.col("score"), *ends, pl.lit(4)))
    assert named.to_series().to_list() == [None, "satisfied"]


def test_reversed_scores_read_as_if_high_were_good():
    reversed_scale = (pl.lit(2), pl.lit(1), pl.lit(5), pl.lit(True))
    assert pl.select(oriented_score(*reversed_scale)).item() == 4  # 1 + 5 - 2
    assert pl.select(rating_unit(*reversed_scale)).item() == 0.75


def test_a_scale_without_width_has_no_places():
    assert pl.select(rating_unit(pl.lit(3.0), pl.lit(3.0), pl.lit(3.0), pl.lit(False))).item() is None


def test_polarity_splits_the_scale_in_thirds_that_include_their_ends():
    units = pl.Series([0.0, 1 / 3, 0.34, 0.5, 0.66, 2 / 3, 1.0, None])
    assert pl.select(polarity_of_unit(pl.lit(units))).to_series().to_list() == [-1, -1, 0, 0, 0, 1, 1, None]
    # 3 and 5 of 1-7 lie on the thirds: (3 - 1) / 6 and (5 - 1) / 6
    sevenths = pl.Series([(score - 1) / 6 for score in range(1, 8)])
    assert pl.select(polarity_of_unit(pl.lit(sevenths))).to_series().to_list() == [-1, -1, -1, 0, 1, 1, 1]


def test_rows_and_reports_name_every_score_of_every_scale_alike():
    scores = every_score().with_columns(
        band=band(pl.col("metric"), pl.col("score"), *SCALE, pl.col("is_reversed"), pl.col("top_box")),
        unit=rating_unit(pl.col("score"), *SCALE, pl.col("is_reversed")),
        oriented=oriented_score(pl.col("score"), *SCALE, pl.col("is_reversed")),
        customary=default_top_box(pl.col("metric"), *SCALE),
    )
    connection = duckdb.connect()
    connection.execute(MACROS.read_text())
    connection.register("scores", scores.to_arrow())
    unlike = connection.sql("""
        select * from scores
        where band is distinct from band(metric, score, scale_min, scale_max, is_reversed, top_box)
           or abs(unit - unit_of(score, scale_min, scale_max, is_reversed)) > 1e-12
           or oriented <> oriented_score(score, scale_min, scale_max, is_reversed)
           or customary <> default_top_box(metric, scale_min, scale_max)
    """).fetchall()
    assert unlike == []
    assert connection.sql("select count(distinct band) from scores").fetchone() == (8,)


def test_the_metrics_count_what_the_bands_name():
    connection = duckdb.connect()
    connection.execute(MACROS.read_text())
    is_nps_question = (pl.col("scale_min") == 0) & (pl.col("scale_max") == 10)
    frame = every_score().filter((pl.col("metric") != "nps") | is_nps_question)
    frame = frame.with_columns(
        band=band(pl.col("metric"), pl.col("score"), *SCALE, pl.col("is_reversed"), pl.col("top_box")),
        oriented=oriented_score(pl.col("score"), *SCALE, pl.col("is_reversed")),
    )
    connection.register("scores", frame.to_arrow())
    compared = connection.sql("""
        select metric, top_box,
               case metric when 'nps' then nps(oriented)
                           when 'csat' then csat(oriented, satisfied_from := top_box)
                           else ces(oriented, easy_from := top_box) end as by_macro,
               case metric when 'nps' then 100.0 * (count(*) filter (band = 'promoter')
                                                    - count(*) filter (band = 'detractor')) / count(*)
                           else count(*) filter (band in ('satisfied', 'easy')) / count(*) end as by_band
        from scores group by metric, scale_min, scale_max, is_reversed, top_box
    """)
    compared_rows = compared.fetchall()
    assert len(compared_rows) > 40
    assert [row for row in compared_rows if row[2] != pytest.approx(row[3])] == []
