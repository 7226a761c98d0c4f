"""Error rates for texts whose language is unknown."""

import polars as pl
import pytest

from models.quality import with_unknown_language


def test_an_unknown_language_is_read_as_badly_as_languages_are_on_average_and_at_the_worst() -> None:
    measured = pl.DataFrame(
        {
            "model": ["sentiment", "sentiment"],
            "language": ["en", "ro"],
            "aspect": pl.Series([None, None], dtype=pl.String),
            "n": [300, 100],
            "macro_f1": [0.9, 0.8],
            "sensitivity": [0.90, 0.70],
            "sensitivity_low": [0.86, 0.60],
            "sensitivity_high": [0.93, 0.78],
            "specificity": [0.80, 0.80],
            "specificity_low": [0.75, 0.71],
            "specificity_high": [0.84, 0.87],
            "measured_on": ["held out", "held out"],
        }
    )
    row = with_unknown_language(measured).row(2, named=True)
    assert row["language"] == "unknown"
    assert row["sensitivity"] == pytest.approx((300 * 0.90 + 100 * 0.70) / 400)
    assert (row["sensitivity_low"], row["sensitivity_high"]) == (0.60, 0.93)
    assert (row["specificity_low"], row["specificity_high"]) == (0.71, 0.87)
    assert row["macro_f1"] is None
