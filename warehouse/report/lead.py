"""What is known and what is new, in five sentences at most, each only if the tables carry it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.report import wording
from warehouse.report.scores import Score, Tile, interval, name_of, shown
from warehouse.report.sentence import Sentence
from warehouse.report.told import as_news, as_play, news, plays
from warehouse.report.verdicts import Verdict
from warehouse.report.wording import about, counted, outward, percent, who

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


def sentences(known: Known) -> list[Sentence]:
    """Up to five: what is new, what to do first, where the scores stand; for want of one, the next best."""
    new = news(known.verdicts)
    standing = _said([_score(known), _change(known) if known.changes else None])
    others = [as_play(one) for one in plays(known.verdicts) if one not in new]
    leading = [*map(as_news, new), *others][: SENTENCES - len(standing)]
    rest = _said([make(known) for make in (_change, _unknown, _second_score, _tone, _coverage)])
    said = [*leading, *standing]
    return [*said, *(one for one in rest if one not in said)][:SENTENCES]


def _said(sentences: Sequence[Sentence | None]) -> list[Sentence]:
    return [one for one in sentences if one is not None]


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


def _unknown(known: Known) -> Sentence | None:
    """The best-founded question that stays open for everybody."""
    questions = [
        one
        for one in known.verdicts
        if one.mood == "open" and one.is_everybody and not (one.is_hidden or one.is_muted)
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
