"""A made-up CRM whose customers answer, or do not, by segment; each draw of answers is a month of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import polars as pl
from marts_data import SETTINGS, Warehouse
from numpy.typing import NDArray

from models.weighting import WeightingParameters
from warehouse.analysing.weighting import weigh_answers
from warehouse.enriching.people import insert
from warehouse.marts_build import build_marts

AS_OF = datetime(2200, 1, 1, tzinfo=UTC)
FIRST_YEAR = 1990
CUSTOMERS = 20_000
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class People:
    """Customers with their segments by dimension, the score each would give, and how readily they answer."""

    segments: dict[str, Numbers]
    scores: NDArray[np.float64]
    readiness: NDArray[np.float64]

    @property
    def nps(self) -> float:
        """What asking all of them would tell."""
        return 100 * float((self.scores >= 9).mean() - (self.scores <= 6).mean())


def one_margin(random: np.random.Generator) -> People:
    """Large companies are content and answer."""
    size = random.choice(3, CUSTOMERS, p=[0.5, 0.3, 0.2])
    scores = _scores(random, np.array([0.30, 0.40, 0.50])[size], np.array([0.40, 0.30, 0.18])[size])
    return People({"size": size}, scores, np.array([1, 1.8, 3.5])[size])


def two_margins(random: np.random.Generator) -> People:
    """Size and plan hang together, and who answers depends on the combination of both."""
    size = random.choice(4, CUSTOMERS, p=[0.45, 0.3, 0.15, 0.1])
    plan = (random.random(CUSTOMERS) >= np.array([0.8, 0.6, 0.4, 0.2])[size]).astype(int)
    promoting = np.array([0.30, 0.35, 0.40, 0.45])[size] + np.array([-0.03, 0.07])[plan]
    detracting = np.array([0.42, 0.36, 0.30, 0.22])[size] - np.array([-0.03, 0.05])[plan]
    readiness = np.array([[1, 2.2], [1.2, 3], [4, 1.8], [3.5, 6]])[size, plan]
    return People({"size": size, "plan": plan}, _scores(random, promoting, detracting), readiness)


def divided_silent(random: np.random.Generator) -> People:
    """The segment that hardly answers is divided in itself: its few answers vary more than all others."""
    size = random.choice(3, CUSTOMERS, p=[0.25, 0.45, 0.3])
    scores = _scores(random, np.array([0.40, 0.34, 0.45])[size], np.array([0.57, 0.15, 0.08])[size])
    return People({"size": size}, scores, np.array([1.0, 4, 6])[size])


def _scores(random: np.random.Generator, promoting, detracting) -> NDArray[np.float64]:
    drawn = random.random(CUSTOMERS)
    lower = np.where(
        drawn < promoting + detracting, random.integers(0, 7, CUSTOMERS), random.integers(7, 9, CUSTOMERS)
    )
    return np.where(drawn < promoting, random.integers(9, 11, CUSTOMERS), lower).astype(float)


def monthly_rows(people: People, answers: int, draws: int, random: np.random.Generator) -> list[dict]:
    """report.kpi of each month: in each, about so many customers answered afresh."""
    warehouse = Warehouse()
    names = pl.Series([f"c{number:05}" for number in range(CUSTOMERS)])
    insert(warehouse.connection, "core.customers", pl.DataFrame({"customer_id": names}))
    for dimension, codes in people.segments.items():
        placed = pl.DataFrame({"customer_id": names, "segment": _named(codes)})
        insert(
            warehouse.connection, "core.customer_segments", placed.with_columns(dimension=pl.lit(dimension))
        )
    drawn = pl.concat(_months(people, answers, draws, random))
    _tell(warehouse, drawn, people, names)
    parameters = WeightingParameters(margins=tuple(people.segments))
    weigh_answers(warehouse.connection, parameters, "UTC", AS_OF)
    build_marts(warehouse.connection, replace(SETTINGS, time_zone="UTC"))
    rows = warehouse.rows("kpi", "period_grain = 'month' and dimension = 'all'", "period_start")
    warehouse.connection.close()
    return rows


def _months(people: People, answers: int, draws: int, random: np.random.Generator) -> Iterator[pl.DataFrame]:
    chance = people.readiness * answers / people.readiness.sum()
    for draw in range(draws):
        who = np.flatnonzero(random.random(CUSTOMERS) < chance)
        at = datetime(FIRST_YEAR + draw // 12, draw % 12 + 1, 15, 12, tzinfo=UTC)
        yield pl.DataFrame({"number": who}).with_columns(
            created_at=pl.lit(at, pl.Datetime("us", "UTC")),
            feedback_id=pl.format(f"{draw:04}x{{}}", "number"),
        )


def _tell(warehouse: Warehouse, drawn: pl.DataFrame, people: People, names: pl.Series) -> None:
    number = drawn["number"].to_numpy()
    told = drawn.with_columns(customer_id=names[number], score=pl.Series(people.scores[number]))
    usual = {"source": "t", "channel": "survey", "is_public": False, "is_created_at_credible": True}
    feedback = told.with_columns(
        file_id=pl.lit("f"), **{name: pl.lit(value) for name, value in usual.items()}
    )
    insert(warehouse.connection, "core.feedback", feedback.drop("number", "score"))
    answer = {"survey": "s", "metric": "nps", "scale_min": 0.0, "scale_max": 10.0, "is_reversed": False}
    answer |= {"top_box": 9.0, "band": "", "file_id": "f"}
    answers = told.with_columns(answer_id="feedback_id", answered_at="created_at").drop(
        "number", "created_at"
    )
    answers = answers.with_columns(pl.lit(value).alias(name) for name, value in answer.items())
    insert(warehouse.connection, "core.survey_answers", answers)
    segments = {"all": pl.Series(["all"] * told.height)}
    segments |= {name: _named(codes[number]) for name, codes in people.segments.items()}
    for dimension, segment in segments.items():
        placed = told.select("feedback_id", dimension=pl.lit(dimension), segment=segment)
        insert(warehouse.connection, "core.feedback_segments", placed)


def _named(codes: Numbers) -> pl.Series:
    return pl.Series([f"s{code}" for code in codes])
