"""Public reviews, by known customers and by strangers."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from warehouse.demo.people import LANGUAGE_OF, Customer
from warehouse.demo.planted import Stances
from warehouse.demo.wording import EMOJI, FREE_TOPICS, LANGUAGES, TOPICS, compose, title, topics_of
from warehouse.demo.wording import phrases as phrase_bank

CUSTOMER_REVIEWS = 733
ANONYMOUS_REVIEWS = 366
SPAN_DAYS = 540
IMPOSSIBLE_DATES = ("2026-02-30T10:15:00+01:00", "2025-13-05T08:40:00+01:00")
STAR_WEIGHTS = {1: 7, 2: 9, 3: 12, 4: 33, 5: 39}
# Strangers have no segment: they stay off the topics on which a truth about everybody is planted.
STRANGERS_PRAISE = TOPICS
STRANGERS_BLAME = ("price", "mobile_app", *FREE_TOPICS)
ZONES = {
    "US": "America/New_York", "GB": "Europe/London", "DE": "Europe/Berlin", "AT": "Europe/Vienna",
    "FR": "Europe/Paris", "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "IT": "Europe/Rome",
    "NL": "Europe/Amsterdam", "RO": "Europe/Bucharest",
}  # fmt: skip
COUNTRIES_OF = {
    spoken: [country for country in ZONES if LANGUAGE_OF[country] == spoken] for spoken in LANGUAGES
}
# Harmless in a file that is read as text; a spreadsheet or a browser must not be given them as they are.
FORMULA = '=HYPERLINK("https://lumenta.example.com","Lumenta")'
SCRIPT = "<script>alert('Lumenta')</script>"


@dataclass(frozen=True)
class Review:
    """One row of the export, as text; blank is unknown."""

    review_id: str
    customer_no: str
    author: str
    posted_at: str
    stars: str
    title: str
    body: str
    product: str
    url: str
    replied_at: str


COLUMNS = tuple(field.name for field in fields(Review))


@dataclass(frozen=True)
class Speaker:
    """Who writes a review, in which country, and what they may praise and blame."""

    customer_no: str
    author: str
    country: str
    since: date
    praised: tuple[str, ...]
    blamed: tuple[str, ...]


def known_speakers(
    rng: random.Random, customers: Sequence[Customer], stances: Mapping[str, Stances]
) -> list[Speaker]:
    """Customers, some of them more than once; the author is the first name and an initial."""
    return [
        Speaker(
            customer.number,
            f"{customer.name.split()[0]} {customer.name.split()[-1][0]}.",
            customer.company.country,
            customer.since,
            topics_of(stances.get(customer.number, {}), 1),
            topics_of(stances.get(customer.number, {}), -1),
        )
        for customer in rng.choices(customers, k=CUSTOMER_REVIEWS)
    ]


def strangers(rng: random.Random) -> list[Speaker]:
    """Authors known by a nickname alone, as many in each language."""
    languages = [LANGUAGES[index % len(LANGUAGES)] for index in range(ANONYMOUS_REVIEWS)]
    return [
        Speaker(
            "",
            f"{rng.choice(phrase_bank(language)['nicknames']['neutral'])}{rng.randrange(10, 9999)}",
            rng.choice(COUNTRIES_OF[language]),
            date.min,
            STRANGERS_PRAISE,
            STRANGERS_BLAME,
        )
        for language in languages
    ]


def make_reviews(rng: random.Random, speakers: Sequence[Speaker], as_of: date) -> list[Review]:
    """One review for each speaker, in order of the local time of posting."""
    posted = sorted(((_posted_at(rng, speaker, as_of), speaker) for speaker in speakers), key=_by_time)
    return [_review(rng, index, *each, as_of) for index, each in enumerate(posted, start=1)]


def _by_time(posted: tuple[datetime, Speaker]) -> tuple[datetime, str, str]:
    return posted[0], posted[1].customer_no, posted[1].author


def _posted_at(rng: random.Random, speaker: Speaker, as_of: date) -> datetime:
    start = max(as_of - timedelta(days=SPAN_DAYS), speaker.since + timedelta(days=10))
    day = start + timedelta(days=rng.randrange((as_of - start).days + 1))
    clock = time(rng.randrange(7, 18), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, clock, tzinfo=ZoneInfo(ZONES[speaker.country]))


def _review(rng: random.Random, index: int, posted: datetime, speaker: Speaker, as_of: date) -> Review:
    stars = rng.choices(tuple(STAR_WEIGHTS), tuple(STAR_WEIGHTS.values()))[0]
    mood = (stars > 3) - (stars < 3)
    language = LANGUAGE_OF[speaker.country]
    replied = posted + timedelta(hours=rng.randrange(3, 140))
    is_replied = rng.random() < (0.6 if mood < 0 else 0.3) and replied.date() <= as_of
    return Review(
        review_id=f"R-{index:05d}",
        customer_no=speaker.customer_no,
        author=speaker.author,
        posted_at=posted.isoformat(),
        stars=str(stars) if rng.random() < 0.94 else "",
        title=title(rng, language, mood) if rng.random() < 0.85 else "",
        body=_body(rng, language, mood, speaker),
        product=rng.choices(("Lumenta Web", "Lumenta Mobile"), (4, 1))[0],
        url=f"https://reviews.example.org/lumenta/{index}",
        replied_at=replied.isoformat() if is_replied else "",
    )


def _body(rng: random.Random, language: str, mood: int, speaker: Speaker) -> str:
    sentences = compose(rng, language, mood, speaker.praised, speaker.blamed)
    body = rng.choices((" ", "\n"), (3, 1))[0].join(sentences)
    return f"{body} {rng.choice(EMOJI[mood])}" if rng.random() < 0.15 else body


def with_defects(rng: random.Random, reviews: Sequence[Review]) -> list[Review]:
    """Two dates that no calendar has, one review sent again with another text, two texts meant to do harm.

    The reviews concerned are strangers', so that no planted truth hangs on them.
    """
    rows = list(reviews)
    unknown = [index for index, row in enumerate(rows) if not row.customer_no and row.stars in ("1", "5")]
    english = tuple(phrase_bank("en")["nicknames"]["neutral"])
    corrected = rng.choice([index for index in unknown if rows[index].author.startswith(english)])
    unknown.remove(corrected)
    first, second, formula, script = sorted(rng.sample(unknown, 4))
    rows[first] = replace(rows[first], posted_at=IMPOSSIBLE_DATES[0], replied_at="")
    rows[second] = replace(rows[second], posted_at=IMPOSSIBLE_DATES[1], replied_at="")
    rows[formula] = replace(rows[formula], body=f"{FORMULA} {rows[formula].body}")
    rows[script] = replace(rows[script], body=f"{rows[script].body} {SCRIPT}")
    return [*rows, _corrected(rng, rows[corrected])]


def _corrected(rng: random.Random, review: Review) -> Review:
    edit = rng.choice(phrase_bank("en")["statements"]["neutral"])
    an_hour_later = (datetime.fromisoformat(review.posted_at) + timedelta(hours=1)).isoformat()
    return replace(review, posted_at=an_hour_later, body=f"{review.body}\n\nEdit: {edit}")
