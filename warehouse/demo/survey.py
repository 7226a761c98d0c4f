"""The survey: NPS, CSAT, CES, sub-ratings and a comment, one wide row per response."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta

from warehouse.demo.people import Customer
from warehouse.demo.planted import Stances
from warehouse.demo.wording import compose, topics_of

RECENT_RESPONDENTS = 720  # customers who answer within the window, once ...
RECENT_REPEATS = 60  # ... and some of them again
EARLIER_RESPONSES = 216  # before the window
WINDOW_DAYS = 365
EARLIER_DAYS = 180
NOT_USED = "9"
OFF_SCALE_NPS = 3
REPEATED_ROWS = 4
STAGES = ("onboarding", "adoption", "use", "renewal")
# Weights of NPS moods: detractor, passive, promoter.
USUAL_MOODS = (0.14, 0.32, 0.54)
FREE_PLAN_LAST_QUARTER = (0.62, 0.26, 0.12)


@dataclass(frozen=True)
class Response:
    """One row of the export, as text; blank is no answer."""

    response_id: str
    customer_no: str
    answered_at: str
    language: str
    nps: str
    csat: str
    ces: str
    ease_of_use: str
    support: str
    reliability: str
    price: str
    mobile_app: str
    comment: str
    journey_stage: str


COLUMNS = tuple(field.name for field in fields(Response))
SUB_RATINGS = {"ease_of_use": "ease of use", "support": "support", "reliability": "reliability",
               "price": "price", "mobile_app": "mobile app"}  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """Who answers, and when."""

    customer: Customer
    day: date


def quarter_start(day: date) -> date:
    """First day of the calendar quarter that the day is in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def recent_turns(rng: random.Random, respondents: Sequence[Customer], as_of: date) -> list[Turn]:
    """One turn for each respondent within the window and a second one for some; the first is on as-of."""
    again = rng.sample(respondents, RECENT_REPEATS)
    turns = [Turn(customer, _recent_day(rng, customer, as_of)) for customer in (*respondents, *again)]
    return [replace(turns[0], day=as_of), *turns[1:]]


def _recent_day(rng: random.Random, customer: Customer, as_of: date) -> date:
    # The Free plan is asked more often in the last quarter, so that its fall is seen at this size.
    if customer.company.plan == "Free" and rng.random() < 0.4:
        return _day_between(rng, quarter_start(as_of), as_of)
    start = max(as_of - timedelta(days=WINDOW_DAYS - 3), customer.since + timedelta(days=10))
    return _day_between(rng, start, as_of)


def earlier_turns(rng: random.Random, customers: Sequence[Customer], as_of: date) -> list[Turn]:
    """Turns in the half year before the window, of customers who were there."""
    end = as_of - timedelta(days=WINDOW_DAYS + 3)
    start = end - timedelta(days=EARLIER_DAYS)
    there = [customer for customer in customers if customer.since < start]
    return [
        Turn(customer, _day_between(rng, start, end)) for customer in rng.sample(there, EARLIER_RESPONSES)
    ]


def _day_between(rng: random.Random, start: date, end: date) -> date:
    return start + timedelta(days=rng.randrange((end - start).days + 1))


def make_responses(
    rng: random.Random, turns: Sequence[Turn], stances: Mapping[str, Stances], as_of: date
) -> list[Response]:
    """One response for each turn, in order of time."""
    ordered = sorted(turns, key=lambda turn: (turn.day, turn.customer.number))
    return [
        _response(rng, f"S-{index:05d}", turn, stances[turn.customer.number], as_of)
        for index, turn in enumerate(ordered, start=1)
    ]


def _response(rng: random.Random, response_id: str, turn: Turn, stances: Stances, as_of: date) -> Response:
    customer, mood = turn.customer, _mood(rng, turn, stances, as_of)
    clock = time(rng.randrange(7, 18), rng.randrange(60), rng.randrange(60), tzinfo=UTC)
    answers = {column: _sub_rating(rng, column, stances) for column in SUB_RATINGS}
    return Response(
        response_id=response_id,
        customer_no=customer.number,
        answered_at=datetime.combine(turn.day, clock).isoformat().replace("+00:00", "Z"),
        language=customer.language,
        nps=str(rng.choice({-1: (0, 2, 3, 4, 5, 6, 6), 0: (7, 8, 8), 1: (9, 9, 10)}[mood])),
        csat=_maybe(rng, 0.93, {-1: (1, 2, 2, 3), 0: (3, 4, 4), 1: (4, 5, 5)}[mood]),
        ces=_maybe(rng, 0.9, {-1: (2, 3, 3, 4), 0: (4, 5, 5), 1: (5, 6, 6, 7)}[mood]),
        **answers,
        comment=_comment(rng, customer.language, mood, stances),
        journey_stage=rng.choice(STAGES),
    )


def _mood(rng: random.Random, turn: Turn, stances: Stances, as_of: date) -> int:
    if turn.customer.company.plan == "Free" and turn.day >= quarter_start(as_of):
        return rng.choices((-1, 0, 1), FREE_PLAN_LAST_QUARTER)[0]
    detractor, passive, promoter = USUAL_MOODS
    # Half of all customers find the price too high: that alone makes few of them detractors.
    burden = sum(0.05 if aspect == "price" else 0.2 for aspect, stance in stances.items() if stance < 0)
    shift = min(burden, promoter - 0.1)
    return rng.choices((-1, 0, 1), (detractor + shift, passive, promoter - shift))[0]


def _sub_rating(rng: random.Random, column: str, stances: Stances) -> str:
    stance = stances.get(SUB_RATINGS[column])
    if stance is None:
        return NOT_USED if column != "mobile_app" and rng.random() < 0.5 else ""
    return str(rng.choice({-1: (1, 2, 2), 0: (3,), 1: (4, 4, 5, 5)}[stance]))


def _maybe(rng: random.Random, share_answered: float, scores: Sequence[int]) -> str:
    return str(rng.choice(scores)) if rng.random() < share_answered else ""


def _comment(rng: random.Random, language: str, mood: int, stances: Stances) -> str:
    if rng.random() < 1 / 3:
        return ""
    return " ".join(compose(rng, language, mood, topics_of(stances, 1), topics_of(stances, -1)))


def with_defects(rng: random.Random, responses: Sequence[Response], as_of: date) -> list[Response]:
    """Scores off the scale (before the window: no planted truth hangs on them) and rows sent twice."""
    before = (as_of - timedelta(days=WINDOW_DAYS)).isoformat()
    old_tens = [index for index, row in enumerate(responses) if row.answered_at < before and row.nps == "10"]
    off_scale = set(rng.sample(old_tens, OFF_SCALE_NPS))
    rows = [replace(row, nps="11") if index in off_scale else row for index, row in enumerate(responses)]
    twice = rng.sample([index for index in range(len(rows)) if index not in off_scale], REPEATED_ROWS)
    return rows + [rows[index] for index in sorted(twice)]
