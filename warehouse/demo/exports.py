"""Writes the demo's three exports: customers, reviews, survey."""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from warehouse.demo import crm, reviews, survey
from warehouse.demo.people import RARE_INDUSTRY, Customer, make_customers
from warehouse.demo.planted import PLANTED, Planted, Stances, assign_stances

FILES = ("customers.xlsx", "reviews.csv", "survey.csv")


@dataclass(frozen=True)
class DemoExports:
    """What was written. Lines are records: header excluded, a quoted line break starts none.

    Attributes:
        off_scale_nps: survey lines with an NPS of 11.
        repeated_survey_lines: survey lines that are an earlier line again.
        impossible_dates: review lines dated on a day that no calendar has.
        corrected_reviews: reviews sent again, further down, with a newer text.
    """

    customers: Path
    reviews: Path
    survey: Path
    customer_lines: int
    review_lines: int
    survey_lines: int
    off_scale_nps: int
    repeated_survey_lines: int
    impossible_dates: int
    corrected_reviews: int
    planted: tuple[Planted, ...]


@dataclass(frozen=True)
class Spoken:
    """The rows of the two feedback exports, and what their customers think."""

    stances: Mapping[str, Stances]
    responses: Sequence[survey.Response]
    reviews: Sequence[reviews.Review]


def write_demo(inbox: Path, seed: int = 7, as_of: date = date(2026, 6, 30)) -> DemoExports:
    """Writes lumenta_customers.xlsx, lumenta_reviews.csv and lumenta_survey.csv into the inbox.

    The bytes depend on seed and as_of alone; the latest feedback is on as_of. The planted truths hold for
    any seed over the twelve months up to as_of.

    Raises:
        OSError: the inbox cannot be written.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    customers = make_customers(_stream(seed, "customers"), as_of)
    spoken = _speak(seed, customers, as_of)
    standings = crm.make_standings(
        _stream(seed, "standings"), customers, spoken.stances, _last_spoke(spoken), as_of
    )
    book, review_file, survey_file = (inbox / f"lumenta_{name}" for name in FILES)
    crm.write_customers(book, customers, standings, as_of)
    _write_csv(review_file, reviews.COLUMNS, map(astuple, spoken.reviews), ";", "utf-8-sig")
    _write_csv(survey_file, survey.COLUMNS, map(astuple, spoken.responses), ",", "utf-8")
    return DemoExports(
        customers=book,
        reviews=review_file,
        survey=survey_file,
        customer_lines=len(customers),
        review_lines=len(spoken.reviews),
        survey_lines=len(spoken.responses),
        off_scale_nps=survey.OFF_SCALE_NPS,
        repeated_survey_lines=survey.REPEATED_ROWS,
        impossible_dates=len(reviews.IMPOSSIBLE_DATES),
        corrected_reviews=1,
        planted=PLANTED,
    )


def _stream(seed: int, name: str) -> random.Random:
    """A generator of its own for each part, so that a change to one leaves the others as they are."""
    return random.Random(f"{name} {seed}")


def _speak(seed: int, customers: Sequence[Customer], as_of: date) -> Spoken:
    rng = _stream(seed, "survey")
    recent = _respondents(rng, customers)
    others = [customer for customer in customers if customer not in set(recent)]
    # By turns, so that the shares are exact among those who answer within the window.
    stances = assign_stances(rng, recent) | assign_stances(rng, others)
    turns = survey.recent_turns(rng, recent, as_of) + survey.earlier_turns(rng, customers, as_of)
    responses = survey.make_responses(rng, turns, stances, as_of)
    posts = _stream(seed, "reviews")
    speakers = reviews.known_speakers(posts, customers, stances) + reviews.strangers(posts)
    written = reviews.make_reviews(posts, speakers, as_of)
    return Spoken(stances, survey.with_defects(rng, responses, as_of), reviews.with_defects(posts, written))


def _respondents(rng: random.Random, customers: Sequence[Customer]) -> list[Customer]:
    """Those who answer within the window: a sample, and of the rare industry all but one."""
    rare = [customer for customer in customers if customer.company.industry == RARE_INDUSTRY][1:]
    common = [customer for customer in customers if customer.company.industry != RARE_INDUSTRY]
    return rare + rng.sample(common, survey.RECENT_RESPONDENTS - len(rare))


def _last_spoke(spoken: Spoken) -> dict[str, date]:
    days = [(row.customer_no, row.answered_at[:10]) for row in spoken.responses]
    days += [(row.customer_no, row.posted_at[:10]) for row in spoken.reviews if row.customer_no]
    return {number: date.fromisoformat(day) for number, day in sorted(days)}


def _write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[tuple[str, ...]], separator: str, encoding: str
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(columns)
        writer.writerows(rows)
