"""Which measured errors a verdict allows for."""

import polars as pl

from models.error_rates import OPINIONS, USED_OPINIONS, error_rates
from models.quality import SHIPPED, USED

RATES = ("sensitivity", "specificity")


def test_whole_texts_and_clauses_have_rates_of_their_own() -> None:
    bounds = {f"{rate}{bound}": [0.9] * 5 for rate in RATES for bound in ("", "_low", "_high")}
    quality = pl.DataFrame(
        {
            "model": [USED, USED_OPINIONS, USED_OPINIONS, SHIPPED, OPINIONS],
            "language": ["en"] * 5,
            "aspect": [None, None, "price", None, None],
            **bounds,
        }
    )
    assert error_rates(quality)["aspect"].to_list() == ["overall", "any", "price"]


def test_a_rate_that_was_never_measured_corrects_nothing() -> None:
    bounds = {f"{rate}{bound}": [0.9] for rate in RATES for bound in ("", "_low", "_high")}
    quality = pl.DataFrame(
        {"model": [USED_OPINIONS], "language": ["en"], "aspect": [None], **bounds, "sensitivity": [None]}
    )
    assert error_rates(quality).is_empty()
