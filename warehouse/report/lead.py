"""What is known and what changed, in five sentences at most, each only if the tables carry it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.report import wording
from warehouse.report.scores import Score, Tile, interval, name_of, shown
from warehouse.report.verdicts import Verdict, says_more
from warehouse.report.wording import about, counted, number, outward, percent, plain, who, window

SENTENCES = 5


@dataclass(frozen=True)
class Known:
    """What the sentences are made from.

    Attributes:
        changes: the significant changes into the latest complete periods, the most telling first.
        latest: grain and start of the latest complete period that was compared; None where there is none.
        negative_share: of the texts, as read, with its interval; None where unknown or suppressed.
    """

    tiles: Sequence[Tile]
    changes: Sequence[Score]
    latest: tuple[str, date] | None
    verdicts: Sequence[Verdict]
    negative_share: tuple[float, float, float] | None
    feedback: int
    speakers: int
    undated: int


@dataclass(frozen=True)
class Sentence:
    """A few words to catch the eye, and the sentence."""

    topic: str
    text: str


def sentences(known: Known) -> list[Sentence]:
    """Up to five sentences, the most important first; where one has nothing to say, the next best."""
    makers: tuple[Callable[[Known], Sentence | None], ...] = (
        _score, _trend, _shared_complaint, _change, _isolated,
        _shared_praise, _unknown, _second_score, _tone, _coverage,
    )  # fmt: skip
    said = [sentence for make in makers if (sentence := make(known)) is not None]
    return said[:SENTENCES]


def _score(known: Known) -> Sentence | None:
    shown_tiles = [one for one in known.tiles if one.score.value is not None]
    return _told(shown_tiles[0]) if shown_tiles else None


def _second_score(known: Known) -> Sentence | None:
    shown_tiles = [one for one in known.tiles if one.score.value is not None]
    return _told(shown_tiles[1]) if len(shown_tiles) > 1 else None


def _told(tile: Tile) -> Sentence:
    score = tile.score
    bounds = f" (95 % interval {tile.interval})" if tile.interval else ""
    caution = ", too few to be more than indicative" if score.status == "indicative" else ""
    now = f"{name_of(score.metric, score.scale)} is {tile.value}{bounds} from {tile.basis}{caution}"
    return Sentence("Where we stand", f"{now}. {tile.change}." if tile.change else f"{now}.")


def _trend(known: Known) -> Sentence | None:
    """The trend that holds most surely, everybody's before a segment's; and where another one hides."""
    trends = [
        one for one in _told_verdicts(known) if one.verdict in ("trend", "emerging") and _is_dissent(one)
    ]
    if not trends:
        return None
    first = trends[0]
    hidden = [one for one in trends[1:] if not one.is_everybody and not one.is_louder]
    topic = "Customers are split" if first.side == "both" else "A trend"
    return Sentence(topic, f"{_complaint(first)}{_hidden(hidden)}.")


def _hidden(trends: Sequence[Verdict]) -> str:
    """The surest trend that everybody's figures hide."""
    if not trends:
        return ""
    surest = trends[0]
    others = sum(one.aspect == surest.aspect for one in trends) - 1
    where = f"and {counted(others, 'segment')} more" if others else "alone"
    voices = f"{number(surest.complaining)} of {number(surest.counted)}"
    place = who(surest.dimension, surest.segment)
    return f"; complaints{about(surest.aspect)} are a trend in {place} {where} ({voices})"


def _shared_complaint(known: Known) -> Sentence | None:
    agreed = [one for one in _told_verdicts(known) if one.kind == "consensus_complaint"]
    best = max(agreed, key=lambda one: (one.is_everybody, one.complaint_low or 0), default=None)
    if best is None:
        return None
    return Sentence("A shared complaint", f"{_complaint(best)}: hardly anybody disagrees.")


def _change(known: Known) -> Sentence | None:
    """The most certain change that is not told yet, or that there is none at all."""
    if known.changes:
        untold = [one for one in known.changes if not _is_told(one, known)]
        return _changed(untold[0], untold[1:]) if untold else None
    if known.latest is None:
        return None
    now, before = wording.period(*known.latest), wording.period_before(*known.latest)
    return Sentence(
        "What changed",
        f"Nothing changed significantly from {before} to {now}, neither for everybody nor in a segment.",
    )


def _is_told(change: Score, known: Known) -> bool:
    """Whether the first sentence tells this change."""
    first = next((one.latest for one in known.tiles if one.score.value is not None), None)
    return first == change


def _changed(first: Score, others: Sequence[Score]) -> Sentence:
    start = first.period_start or date.min
    now, before = wording.period(first.period_grain, start), wording.period_before(first.period_grain, start)
    name, place = name_of(first.metric, first.scale), who(first.dimension, first.segment)
    value, old = shown(first.metric, first.value), shown(first.metric, first.previous_value)
    places = dict.fromkeys(who(one.dimension, one.segment) for one in others)
    places.pop(place, None)
    also = f"; scores changed for {wording.listed(list(places), 3)} too" if places else ""
    return Sentence(
        "What changed",
        f"{name} of {place} went from {old} in {before} to {value} in {now}, more than chance, allowing for"
        f" all that was compared beside it{also}.",
    )


def _isolated(known: Known) -> Sentence | None:
    """The complaint that is isolated most surely."""
    calm = [one for one in known.verdicts if one.verdict == "isolated" and one.is_everybody]
    safest = min(calm, key=lambda one: one.complaint_high or 1, default=None)
    if safest is None:
        return None
    high = outward(safest.complaint_low or 0, safest.complaint_high or 1)[1]
    voices = f"{number(safest.complaining)} of {_those_who_take_a_side(safest)}"
    verb = "complains" if safest.complaining == 1 else "complain"
    return Sentence(
        "No cause for alarm",
        f"{voices} {verb}{about(safest.aspect)} {window(safest.window_days)}, at most {high} %: isolated,"
        " worth a personal answer and no more.",
    )


def _shared_praise(known: Known) -> Sentence | None:
    agreed = [one for one in known.verdicts if one.kind == "consensus_praise" and one.is_everybody]
    best = max(agreed, key=lambda one: one.polar, default=None)
    if best is None:
        return None
    what = "the whole" if best.aspect == "overall" else plain(best.aspect)
    praising = best.counted - best.complaining
    praise = f"{number(praising)} of {counted(best.counted, 'customer')} praise {what}"
    return Sentence("Shared praise", f"{praise} {window(best.window_days)}: they agree that it is good.")


def _unknown(known: Known) -> Sentence | None:
    """The best-founded question that stays open for everybody."""
    questions = [
        one for one in known.verdicts if one.mood == "open" and one.is_everybody and not one.is_hidden
    ]
    biggest = max((one for one in questions if one.polar), key=lambda one: one.polar, default=None)
    if biggest is None or biggest.complaint_low is None or biggest.complaint_high is None:
        return None
    low, high = outward(biggest.complaint_low, biggest.complaint_high)
    return Sentence(
        "Not known yet",
        f"Between {low} and {high} % complain{about(biggest.aspect)}, so far neither isolated nor a trend.",
    )


def _tone(known: Known) -> Sentence | None:
    if known.negative_share is None:
        return None
    share, low, high = known.negative_share
    bounds = interval("csat", low, high)
    return Sentence("The tone", f"{percent(share)} of the texts read as negative (95 % interval {bounds}).")


def _coverage(known: Known) -> Sentence | None:
    if not known.feedback:
        return Sentence(
            "Nothing yet", "No feedback has been loaded: put an export into the inbox and run again."
        )
    undated = ""
    if known.undated:
        share = percent(known.undated / known.feedback)
        undated = f"; {share} of it carries no date and so cannot show change"
    pieces = counted(known.feedback, "piece of feedback", "pieces of feedback")
    return Sentence("What this rests on", f"{pieces} from {counted(known.speakers, 'customer')}{undated}.")


def _told_verdicts(known: Known) -> list[Verdict]:
    """Those worth telling: everybody's, and segments that say more; the surest first."""
    told = [one for one in known.verdicts if not one.is_hidden and says_more(one)]
    return sorted(told, key=lambda one: (one.is_everybody, one.complaint_low or 0), reverse=True)


def _is_dissent(one: Verdict) -> bool:
    return one.kind != "consensus_complaint" and one.complaint_low is not None


def _those_who_take_a_side(one: Verdict) -> str:
    silent = one.customers - one.polar
    sided = (
        " who rated it and take a side" if one.raters is not None else " who take a side" if silent else ""
    )
    return counted(one.counted, "customer") + sided


def _complaint(one: Verdict) -> str:
    """ "304 of 609 customers complain about price in the last 365 days (50 %, 42 to 58 %)"."""
    low, high = outward(one.complaint_low or 0, one.complaint_high or 1)
    place = "" if one.is_everybody else f" in {who(one.dimension, one.segment)}"
    is_read = abs((one.complaint_share or 0) - (one.complaint_share_raw or 0)) > 1e-6
    verb, allowed = (
        ("seem to complain", " once misread texts are allowed for") if is_read else ("complain", "")
    )
    return (
        f"{number(one.complaining)} of {_those_who_take_a_side(one)}{place} {verb}{about(one.aspect)}"
        f" {window(one.window_days)} ({percent(one.complaint_share)}{allowed}, between {low} and {high} %)"
    )
