"""Which column is what: each meaning goes to the column that header and values make surest of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import polars as pl

from transforms.drafting.facts import Facts
from transforms.drafting.headers import words_of

MOSTLY = 0.8
NEARLY_ALL = 0.95
PROSE_WORDS = 4.0
MOST_POINTS = 100
"""The longest scale that is taken for one."""

MOST_SEGMENTS = 50
SEGMENTS_SHARE = 0.2
NPS_BEST = 10
SURE = 2.0
"""From here on a header is enough where values do not speak against it."""

BESIDE = ("reversed", "text_part")
"""What a header says beside another meaning, and not instead of it."""

RATING, SUB_RATING, ATTRIBUTE, UNREAD = "rating", "sub-rating", "attribute", "not read"

PERSONAL = frozenset({"personal", "email", "phone", "name", "first_name", "last_name", "birth_date"})
ATTRIBUTES = ("country", "gender", "age", "industry", "company_size", "role", "plan")
OF_CUSTOMERS = ("customer_since", "last_purchase_at", "lifetime_value")


@dataclass(frozen=True)
class Choice:
    """What a column is taken for, and why."""

    facts: Facts
    meaning: str
    why: str

    @property
    def column(self) -> str:
        return self.facts.name


Fits = Callable[[Facts], bool]


def _is_time(facts: Facts) -> bool:
    return facts.times_share >= MOSTLY or (max(facts.means.values(), default=0) >= SURE and _is_unix(facts))


def _is_unix(facts: Facts) -> bool:
    return facts.number_share >= MOSTLY and facts.unix_share >= MOSTLY


def is_score(facts: Facts) -> bool:
    """Numbers on a short scale of more than two points; two will do where the header says what they are."""
    if facts.worded_scale:
        return True
    numbers = facts.numbers.drop_nulls()
    if facts.number_share < MOSTLY or numbers.is_empty():
        return False
    low, high = float(numbers.min()), float(numbers.max())  # type: ignore[arg-type]
    is_named = high > 1 and bool({"rating", "nps"} & facts.means.keys())  # 0 and 1 are yes and no
    return (is_named or numbers.n_unique() > 2) and low >= 0 and high <= MOST_POINTS


def _is_words(facts: Facts) -> bool:
    is_lettered = facts.letters_share >= MOSTLY and facts.number_share < MOSTLY
    return is_lettered and not _is_time(facts) and facts.nested_share < MOSTLY


def is_prose(facts: Facts) -> bool:
    """Several words, hardly ever the same."""
    return _is_words(facts) and facts.mean_words >= PROSE_WORDS and facts.distinct > facts.filled / 3


def _is_text(facts: Facts) -> bool:
    said = facts.means.get("text", 0) >= SURE
    return (is_prose(facts) or (said and _is_words(facts))) and "reply" not in facts.means


def is_of_the_tool(facts: Facts) -> bool:
    """Times and checksums, which no respondent answers."""
    return facts.times_share >= MOSTLY or (facts.is_unique and facts.mean_words == 1)


def _anything(facts: Facts) -> bool:
    return True


def _is_key(facts: Facts) -> bool:
    return facts.times_share < MOSTLY and facts.mean_words < PROSE_WORDS and not _is_unix_time(facts)


def _is_persons_key(facts: Facts) -> bool:
    """A key that is no name and no address: "Customer" may be any of the three."""
    is_named_so = bool(ENDS_OF_KEYS & set(words_of(facts.name)))
    return _is_key(facts) and (is_named_so or facts.digits_share >= MOSTLY) and facts.email_share < MOSTLY


def _is_unix_time(facts: Facts) -> bool:
    return _is_unix(facts) and "created_at" in facts.means


ONE_COLUMN: tuple[tuple[str, Fits, float], ...] = (
    ("email", lambda one: one.email_share >= MOSTLY, 0.0),
    ("created_at", _is_time, 0.0),
    ("replied_at", _is_time, SURE),
    ("version", _is_time, SURE),
    ("birth_date", _is_time, SURE),
    ("customer_since", _is_time, SURE),
    ("last_purchase_at", _is_time, SURE),
    ("title", _is_words, SURE),
    ("text", _is_text, 0.0),
    ("nps", is_score, 1.0),
    ("rating", is_score, 1.0),
    ("language", lambda one: one.language_share >= NEARLY_ALL, 1.0),
    ("url", lambda one: one.url_share >= MOSTLY, 0.0),
    ("customer_key", _is_persons_key, SURE),
    ("account_key", _is_persons_key, SURE),
    ("first_name", _is_words, SURE),
    ("last_name", _is_words, SURE),
    ("author", _is_words, SURE),
    ("name", lambda one: _is_words(one) and one.email_share < MOSTLY, 3.0),
    ("phone", lambda one: one.phone_share >= MOSTLY, 1.0),
    ("company", _is_words, SURE),
    ("product", _is_words, SURE),
    ("lifetime_value", lambda one: one.number_share >= MOSTLY, SURE),
    *((name, _anything, SURE) for name in ATTRIBUTES),
)
"""A meaning, what values it needs, and how sure a header must make of it (0: values alone will do)."""


FITS = {meaning: fits for meaning, fits, _ in ONE_COLUMN} | {"record_key": _is_key}
"""What speaks against a meaning that a header has: its values."""

ENDS_OF_KEYS = frozenset({"id", "no", "nr", "number", "key", "uuid", "numero", "nummer", "codigo", "code"})


def chosen(columns: Sequence[Facts]) -> list[Choice]:
    """Each column with what it is taken for; every meaning but sub-rating and attribute goes once."""
    taken: dict[str, Choice] = {}
    for meaning, fits, needed in ONE_COLUMN:
        best = _best(meaning, fits, needed, [one for one in columns if one.name not in taken])
        if best:
            taken[best.name] = Choice(best, meaning, _why(best, meaning))
    taken = _spoken_anyhow(taken, columns)
    taken = _with_a_text(taken)
    taken |= _record_key([one for one in columns if one.name not in taken])
    rest = (one for one in columns if one.name not in taken)
    taken |= {one.name: _further(one) for one in rest}
    if RATING not in {one.meaning for one in taken.values()}:
        taken = _with_a_rating(taken)
    taken = _with_nps(taken)
    return [taken[one.name] for one in columns]


def _spoken_anyhow(taken: dict[str, Choice], columns: Sequence[Facts]) -> dict[str, Choice]:
    """Where nothing else tells when somebody spoke, the time at which they were asked does."""
    if "created_at" in {one.meaning for one in taken.values()}:
        return taken
    asked = [one for one in columns if one.name not in taken and "asked_at" in one.means and _is_time(one)]
    return taken | {one.name: Choice(one, "created_at", "no other time is near") for one in asked[:1]}


def _with_a_text(taken: dict[str, Choice]) -> dict[str, Choice]:
    """Of tickets whose list shows the subject alone, that is the text."""
    found = {one.meaning: one for one in taken.values()}
    title = found.get("title")
    if title is None or "text" in found or not is_prose(title.facts):
        return taken
    return taken | {title.column: replace(title, meaning="text")}


def _with_nps(taken: dict[str, Choice]) -> dict[str, Choice]:
    """A score from 0 to 10 beside a column that says promoter, passive, detractor is NPS."""
    found = {one.meaning: one for one in taken.values()}
    rating = found.get(RATING)
    if rating is None or "nps" in found or not any(one.facts.are_promoters for one in taken.values()):
        return taken
    if float(rating.facts.numbers.max() or 0) > NPS_BEST:  # type: ignore[arg-type]
        return taken
    why = f"another column says promoter or detractor; {rating.facts.described}"
    return taken | {rating.column: replace(rating, meaning="nps", why=why)}


def _best(meaning: str, fits: Fits, needed: float, columns: Sequence[Facts]) -> Facts | None:
    able = [
        one
        for one in columns
        if one.filled and one.means.get(meaning, 0.0) >= needed and not _is_surer(one, meaning) and fits(one)
    ]
    return max(able, key=lambda one: _rank(one, meaning), default=None)


def _tie(one: Facts, meaning: str) -> tuple[float, ...]:
    """Of prose the longest, of other things the one that is filled the most; the first of equal ones."""
    return (one.mean_words,) if meaning == "text" else (one.filled_share,)


def _rank(one: Facts, meaning: str) -> tuple[float, ...]:
    """How sure the header makes; a response's date may be a reply's: a surer one comes first."""
    sure = one.means.get(meaning, 0.0)
    is_clear = sure >= SURE and not (meaning == "created_at" and "replied_at" in one.means)
    return (is_clear, sure, *_tie(one, meaning))


def _is_surer(one: Facts, meaning: str) -> bool:
    """Whether the header says something else, and that more surely."""
    sure = one.means.get(meaning, 0.0)
    others = (name for name, value in one.means.items() if value > sure and name not in (meaning, *BESIDE))
    return any(name not in FITS or FITS[name](one) for name in others)


def _why(facts: Facts, meaning: str) -> str:
    said = "its name says so" if facts.means.get(meaning) else "its values look so"
    return f"{said}; {facts.described}"


def _record_key(columns: Sequence[Facts]) -> dict[str, Choice]:
    named = [one for one in columns if "record_key" in one.means and one.is_unique]
    best = max(named, key=lambda one: (words_of(one.name) == ("id",), one.means["record_key"]), default=None)
    if best:
        return {best.name: Choice(best, "record_key", _why(best, "record_key"))}
    keys = [one for one in columns if _is_id(one) and one.filled_share == 1]
    for left, right in combinations(keys, 2):
        if pl.DataFrame({"left": left.values, "right": right.values}).n_unique() == len(left.values):
            why = "neither is unique alone, together they are"
            return {one.name: Choice(one, "record_key", why) for one in (left, right)}
    return {}


def _is_id(facts: Facts) -> bool:
    words = words_of(facts.name)
    return _is_key(facts) and ("record_key" in facts.means or bool(words and words[-1] in ENDS_OF_KEYS))


def _further(facts: Facts) -> Choice:
    """What a column is that has no meaning of its own: a score, a segment, or nothing."""
    means = facts.means
    if not facts.filled:
        return Choice(facts, UNREAD, "it is empty")
    if _is_personal(means) and not (is_score(facts) and "rating" in means):
        return Choice(facts, UNREAD, "it may tell who it is")
    best = facts.worded_scale[1] if facts.worded_scale else facts.numbers.max()
    is_short = is_score(facts) and ("rating" in means or best <= 10)  # type: ignore[operator]
    if is_short and facts.distinct <= MOST_SEGMENTS and "apart" not in means:
        return Choice(facts, SUB_RATING, f"numbers on a scale; {facts.described}")
    if facts.times_share >= MOSTLY or facts.url_share >= MOSTLY:
        return Choice(facts, UNREAD, "another time or link")
    if is_prose(facts):
        return Choice(facts, UNREAD, f"further prose; {facts.described}")
    few = facts.distinct <= min(MOST_SEGMENTS, facts.filled * SEGMENTS_SHARE)
    if few and facts.letters_share >= MOSTLY and facts.distinct > 1:
        return Choice(facts, ATTRIBUTE, f"few values that come again; {facts.described}")
    return Choice(facts, UNREAD, facts.described)


def _is_personal(means: Mapping[str, float]) -> bool:
    """Whether a header tells who somebody is; that of a customer's state does not, where it is no name."""
    return any(one in PERSONAL and (sure >= SURE or one != "name") for one, sure in means.items())


def _with_a_rating(taken: dict[str, Choice]) -> dict[str, Choice]:
    """Where nothing says "rating" and one column of scores is alone, it is that."""
    scores = [one for one in taken.values() if one.meaning == SUB_RATING]
    if len(scores) != 1:
        return taken
    (only,) = scores
    return taken | {only.column: replace(only, meaning=RATING)}
