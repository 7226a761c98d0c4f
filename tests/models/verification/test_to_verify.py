"""Which opinions a person should read: few, those that decide, each once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from models.divergence.judge import Judgement, judge
from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import ANY_ASPECT, ErrorRates
from models.opinions import OPINION_SCHEMA
from models.readings import with_readings
from models.verification import TO_VERIFY_SCHEMA, to_verify
from models.verification.choosing import MOST_OF_A_ROW

AS_OF = datetime(2025, 6, 1, tzinfo=UTC)
ALL_TIME = DivergenceParameters(config_version="c1", model_version="m1", windows_days=(None,))
NOBODY = pl.DataFrame(
    schema={"customer_id": pl.String, "ideal_fit": pl.Float64, "lifetime_value": pl.Float64}
)


def texts(complaints: int, praises: int, aspect: str = "delivery", **said: Any) -> list[dict[str, Any]]:
    """Opinions as the model read them, of a speaker each; `plan` is the segment."""
    return [
        {"polarity": -1 if number < complaints else 1, "aspect": aspect, "plan": "Free", **said}
        for number in range(complaints + praises)
    ]


def framed(rows: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Opinions and their segments."""
    usual = {"is_mixed": False, "origin": "text", "confidence": 0.8, "quote": "words", "days_ago": 1}
    said, placed = [], []
    for number, one in enumerate(rows):
        row = usual | one
        moment = AS_OF - timedelta(days=row.pop("days_ago"))
        plan = row.pop("plan")
        names = {f"{kind}": f"{kind}{number:04}" for kind in ("opinion_id", "feedback_id", "speaker")}
        said.append({**names, **row, "created_at": moment})
        placed += [(names["feedback_id"], "all", "all"), (names["feedback_id"], "plan", plan)]
    segments = pl.DataFrame(placed, schema=["feedback_id", "dimension", "segment"], orient="row")
    return pl.DataFrame(said, schema=OPINION_SCHEMA), segments


def rates(sensitivity: float = 0.85, specificity: float = 0.85) -> pl.DataFrame:
    row = {"language": "en", "aspect": ANY_ASPECT}
    for rate, value in (("sensitivity", sensitivity), ("specificity", specificity)):
        row |= {rate: value, f"{rate}_low": value, f"{rate}_high": value}
    return ErrorRates.validate(pl.DataFrame([row]))


def judged(
    opinions: pl.DataFrame, segments: pl.DataFrame, parameters: DivergenceParameters = ALL_TIME
) -> Judgement:
    feedback = opinions.select("feedback_id", language=pl.lit("en"), sentiment_score=pl.lit(0.0)).unique()
    dimensions = segments.unique().sort("dimension").partition_by("dimension", maintain_order=True)
    return judge(opinions, dimensions, feedback, NOBODY, rates(), parameters, AS_OF)


def chosen(rows: list[dict[str, Any]], parameters: DivergenceParameters = ALL_TIME) -> pl.DataFrame:
    return to_verify(judged(*framed(rows), parameters).unsettled, parameters)


def test_what_was_taken_for_complaint_is_read_first_where_few_complain() -> None:
    found = chosen(texts(15, 85))
    assert found.schema == TO_VERIFY_SCHEMA
    assert found["read_as"].unique().to_list() == [-1]
    assert found["dimension"].unique().to_list() == ["all"]
    needed = found["readings_needed"][0]
    assert found.height == needed <= 15
    assert found["position"].to_list() == list(range(1, needed + 1))
    assert found["would_decide"][0] == (
        f"Whether complaints about delivery are isolated or a trend, of all time: about {needed} readings "
        "are expected to tell, of what was taken for complaint first."
    )


@pytest.mark.parametrize(("complaints", "praises", "truth"), [(15, 85, 1), (40, 60, -1)])
def test_as_many_readings_do_decide_where_they_turn_out_as_expected(
    complaints: int, praises: int, truth: int
) -> None:
    opinions, segments = framed(texts(complaints, praises))
    before = judged(opinions, segments)
    asked = to_verify(before.unsettled, ALL_TIME)
    everybody = pl.col("dimension") == "all"
    if asked.is_empty():
        assert before.divergence.filter(everybody)["verdict"].to_list() == ["trend"]
        return
    readings = asked.select("opinion_id", polarity=pl.lit(truth, pl.Int8))
    known = with_readings(opinions.lazy(), readings.lazy()).collect()
    after = judged(known, segments)
    assert before.divergence.filter(everybody)["verdict"].to_list() == ["insufficient_evidence"]
    assert after.divergence.filter(everybody)["verdict"].item() in ("isolated", "consensus", "trend")


def test_what_is_settled_or_cannot_be_is_not_asked_for() -> None:
    settled = texts(90, 10, "price")  # a trend already
    hopeless = texts(3, 6, "staff")  # ten readings cannot tell
    assert chosen([*settled, *hopeless]).is_empty()


def test_everybody_comes_before_a_segment_and_an_opinion_stands_once() -> None:
    found = chosen([*texts(15, 85), *texts(15, 85, "price", plan="Team")])
    assert found["opinion_id"].is_unique().all()
    assert found["dimension"].to_list() == sorted(found["dimension"])


def test_a_row_lists_an_hours_work_at_most() -> None:
    found = chosen(texts(130, 470))
    assert found.height <= MOST_OF_A_ROW
    assert found["readings_needed"].to_list() == [] or found["readings_needed"][0] >= found.height


def test_the_shortest_window_that_can_be_settled_is_asked_for() -> None:
    parameters = DivergenceParameters(config_version="c1", model_version="m1", windows_days=(90, None))
    old, new = texts(10, 60, days_ago=200), texts(10, 80, days_ago=5)
    found = chosen([*old, *new], parameters)
    assert found["window_days"].unique().to_list() == [90]
    assert (found["created_at"] > AS_OF - timedelta(days=90)).all()


def test_what_has_no_words_cannot_be_read() -> None:
    assert chosen(texts(15, 85, quote=None)).is_empty()


def test_the_choice_depends_on_nothing_else() -> None:
    rows = [*texts(15, 85), *texts(15, 85, "price")]
    opinions, segments = framed(rows)
    backwards = judged(opinions.reverse(), segments.reverse())
    assert_frame_equal(chosen(rows), to_verify(backwards.unsettled, ALL_TIME))


def test_without_opinions_there_is_nothing_to_read() -> None:
    assert to_verify(None, ALL_TIME).schema == TO_VERIFY_SCHEMA
