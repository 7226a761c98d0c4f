"""On which scale the answers to a scored question are, in which direction, and what is to be asked."""

from dataclasses import dataclass

from transforms.columns import Scale
from transforms.questions import scale_evidence
from transforms.questions.answers import Answers
from transforms.questions.scale_evidence import plain
from transforms.questions.scale_labels import NUMBERED, LabelSet, label_sets, levels
from transforms.questions.told import NPS_SCALE, Told
from transforms.questions.wording import Wording

FEW_UNKNOWN = 0.05
"""Share of answers in unknown words up to which they are slips, and rejected line by line."""

NEVER_NEUTRAL = 50
"""Answers without a neutral one, from which a scale of five may be one of four."""

NO_EXTREMES = 20
"""Answers without an extreme one, from which a scale of words has three points."""

FAMILIES = {
    "nps": ("likelihood", "agreement"),
    "csat": ("satisfaction", "quality", "agreement", "likelihood"),
    "ces": ("ease", "agreement", "effort", "quality", "satisfaction"),
    "rating": ("quality", "satisfaction", "agreement", "ease", "frequency", "likelihood"),
}
"""Which words answer which question; where several families have a label, the first is meant."""


@dataclass(frozen=True)
class Scaled:
    """A scale, or what must be asked.

    Attributes:
        scale: None where the question is to be asked, or nothing was answered.
        labels: the scale in words, where answers are words.
        problem: what is not known; empty where all is.
        lines: what a person may write to say it, one possibility a line.
    """

    scale: Scale | None
    is_reversed: bool = False
    labels: str | None = None
    reason: str = ""
    problem: str = ""
    lines: tuple[str, ...] = ()


def scaled(kind: str, title: str, wording: Wording, answers: Answers, told: Told | None) -> Scaled:
    """The scale of a scored question."""
    if told is not None and told.labels and told.labels != NUMBERED:
        of_words = label_sets()[told.labels]
        return _in_words(of_words, kind, wording, told)
    if answers.labels and (found := _words(kind, title, wording, answers, told)) is not None:
        return found
    if kind == "nps":
        return _nps(title, answers, told)
    return _numbers(kind, title, wording, answers, told)


# words ------------------------------------------------------------------------------------------------------


def _words(kind: str, title: str, wording: Wording, answers: Answers, told: Told | None) -> Scaled | None:
    """The scale of answers in words; None where what is no number is too little to matter."""
    known = {label: count for label, count in answers.labels.items() if label in levels()}
    unknown = answers.labels.total() - sum(known.values())
    if unknown > FEW_UNKNOWN * answers.counted:
        missing = [label for label in answers.labels if label not in levels()][:5]
        values = ", ".join(f'"{label}" = "…"' for label in missing)
        problem = f"no known scale has the answers {', '.join(missing)}"
        return Scaled(None, problem=problem, lines=(f"scale = [1, 5]\nvalues = {{ {values} }}",))
    if not known:
        return None
    declared = (told.scale if told else None) or scale_evidence.of_wording(title)
    sets = _fitting(kind, known, answers, declared)
    if not sets:
        problem = f"no one scale in words has {', '.join(sorted(known))}"
        return Scaled(None, problem=problem, lines=_set_lines(list(label_sets().values())[:3]))
    if kind == "nps" and not sets[0].name.endswith("_ends"):
        return _no_nps(
            f"its answers are words ({', '.join(sorted(known)[:3])}), and NPS is asked from 0 to 10"
        )
    if doubt := _doubtful(kind, sets, known, answers.counted):
        words = " or ".join(f"{one.points} points" for one in doubt)
        return Scaled(None, problem=f"the answers in words may be on {words}", lines=_set_lines(doubt))
    return _in_words(sets[0], kind, wording, told)


def _fitting(kind: str, known: dict[str, int], answers: Answers, declared: Scale | None) -> list[LabelSet]:
    """The scales in words that hold these labels, and tell most of them apart; the usual ones first."""
    highest = max(answers.numbers, default=0.0)
    sets = [one for one in label_sets().values() if one.family in FAMILIES[kind] and one.holds(known)]
    sets = [one for one in sets if one.points - one.name.endswith("_ends") >= highest]
    if kind == "nps":
        ends = [one for one in sets if one.name.endswith("_ends")] if answers.numbers else []
        sets = ends or [one for one in sets if not one.name.endswith("_ends")]
    else:
        sets = [one for one in sets if not one.name.endswith("_ends")]
    if declared is not None:
        sets = [one for one in sets if one.points == declared[1] - declared[0] + 1] or sets
    most = max((_apart(one, known) for one in sets), default=0)
    family = next((f for f in FAMILIES[kind] if any(one.family == f for one in sets)), "")
    return [one for one in sets if one.family == family and _apart(one, known) == most]


def words_for(kind: str, answers: Answers, scale: Scale) -> str | None:
    """The scale in words of answers whose scale is declared; None where they are plain numbers."""
    known = {label: count for label, count in answers.labels.items() if label in levels()}
    points = scale[1] - scale[0] + 1
    sets = _fitting(kind, known, answers, scale) if known else []
    found = next((one.name for one in sets if one.points == points), None)
    return found or (NUMBERED if answers.named else None)


def _apart(one: LabelSet, known: dict[str, int]) -> int:
    return len({one.positions[label] for label in known})


def _doubtful(kind: str, sets: list[LabelSet], known: dict[str, int], counted: int) -> list[LabelSet]:
    """The scales between which the labels do not decide."""
    by_points = {one.points: one for one in reversed(sets)}
    if 5 not in by_points:
        return []
    five = by_points[5]
    if kind == "ces" and five.family == "agreement" and 7 in by_points and counted < NO_EXTREMES:
        return [five, by_points[7]]
    if 3 in by_points and _apart(by_points[3], known) == 3:
        if counted < NO_EXTREMES:
            return [five, by_points[3]]
        sets.insert(0, by_points[3])
    elif 4 in by_points and _apart(by_points[4], known) == 4 and counted >= NEVER_NEUTRAL:
        return [five, by_points[4]]
    return []


def _in_words(of_words: LabelSet, kind: str, wording: Wording, told: Told | None) -> Scaled:
    scale = (0.0, 10.0) if kind == "nps" else (1.0, float(of_words.points))
    reason = f"words of {of_words.family} on {of_words.points} points ({of_words.name})"
    turned = of_words.family == "effort" or (of_words.family == "agreement" and bool(wording.is_reversed))
    is_reversed = told.is_reversed if told and told.is_reversed is not None else turned
    return Scaled((told.scale if told else None) or scale, is_reversed, of_words.name, reason)


def _set_lines(sets: list[LabelSet]) -> tuple[str, ...]:
    return tuple(f'labels = "{one.name}"' for one in sets)


# numbers ----------------------------------------------------------------------------------------------------


def _nps(title: str, answers: Answers, told: Told | None) -> Scaled:
    """0 to 10, unless wording or answers speak against it."""
    whole = (0.0, 10.0)
    if told is not None:
        return Scaled(whole, reason="declared 0–10")
    declared = scale_evidence.of_wording(title)
    if declared is not None and declared != whole:
        return _no_nps(f"its wording says {plain(declared)}, and NPS is asked from 0 to 10")
    if scale_evidence.falls(title, answers):
        return _no_nps("its low numbers stand for the likely end")
    if outside := scale_evidence.off(answers, whole):
        off = ", ".join(f"{one:g}" for one in outside)
        nothing = ", ".join(f'"{one:g}"' for one in outside)
        lines = (f"null_values = [{nothing}]   # where these mean: no answer",)
        return Scaled(None, problem=f"the answers {off} are not on 0–10", lines=lines)
    if declared is None and (other := _smaller(answers)):
        return _no_nps(f"its {answers.numbers.total()} answers are all from 1 to {other}", is_nps=True)
    if scale_evidence.is_mixed(answers):
        return _no_nps("its answers look like a mixture of 1–5 and 0–10")
    return Scaled(whole, reason="declared 0–10 by its wording" if declared else "answers are within 0–10")


SMALLER = {5: 5, 7: 10}
"""Highest answer, and how many without a higher one speak against 0 to 10."""


def _smaller(answers: Answers) -> int | None:
    if answers.numbers[0] or not answers.numbers:
        return None
    named = scale_evidence.of_named(answers)
    if named is not None and named[1] < 10:
        return int(named[1])
    highest = max(answers.numbers)
    return next((top for top, n in SMALLER.items() if highest <= top and answers.numbers.total() >= n), None)


def _no_nps(problem: str, is_nps: bool = False) -> Scaled:
    lines = ('metric = "ignore"', 'metric = "rating"\naspect = "recommendation"\nscale = [1, 5]')
    return Scaled(None, problem=problem, lines=((('metric = "nps"',) if is_nps else ()) + lines))


def _numbers(kind: str, title: str, wording: Wording, answers: Answers, told: Told | None) -> Scaled:
    scale, reason = _numeric_scale(kind, title, answers, told)
    is_told = told is not None and told.scale is not None
    if not answers.numbers and scale is None:
        return Scaled(None, reason="nothing was answered: no scale shows")
    if not is_told and scale_evidence.is_mixed(answers):
        problem = "its answers look like a mixture of 1–5 and 1–10"
        return Scaled(None, problem=problem, lines=("scale = [1, 10]", 'metric = "ignore"'))
    if scale is None:
        guess = scale_evidence.of_answers(answers, kind == "ces")
        if guess.scale is None:
            lines = tuple(f"scale = [{low:g}, {high:g}]" for low, high in guess.possible) or (
                "scale = [1, 5]",
            )
            return Scaled(None, problem=guess.reason, lines=lines)
        scale, reason = guess.scale, guess.reason
    if not is_told and (outside := scale_evidence.off(answers, scale)):
        off = ", ".join(f"{one:g}" for one in outside)
        nothing = ", ".join(f'"{one:g}"' for one in outside)
        line = (
            f"scale = [{scale[0]:g}, {scale[1]:g}]\nnull_values = [{nothing}]   # where these mean: no answer"
        )
        return Scaled(None, problem=f"the answers {off} are not on {plain(scale)}", lines=(line,))
    return _directed(title, wording, answers, told, Scaled(scale, reason=reason))


def _numeric_scale(kind: str, title: str, answers: Answers, told: Told | None) -> tuple[Scale | None, str]:
    if told is not None and told.scale is not None:
        return told.scale, f"declared {plain(told.scale)}"
    if declared := scale_evidence.of_wording(title):
        return declared, f"its wording says {plain(declared)}"
    if named := scale_evidence.of_named(answers):
        return named, f"labels stand at the ends of {plain(named)}"
    return None, ""


def _directed(title: str, wording: Wording, answers: Answers, told: Told | None, found: Scaled) -> Scaled:
    """The scale with its direction: a low score is the good one where a question asks for effort."""
    is_reversed = told.is_reversed if told else None
    if is_reversed is None:
        falls = scale_evidence.falls(title, answers)
        scale = found.scale or NPS_SCALE
        at = f"scale = [{scale[0]:g}, {scale[1]:g}]\nis_reversed = "
        lines = (f"{at}true   # where low is good", f"{at}false   # where high is good")
        if falls:
            return Scaled(
                None, problem="its low numbers stand for the upper labels: is low good?", lines=lines
            )
        if wording.is_reversed is None and falls is None:
            return Scaled(None, problem="it names ease and difficulty: which end is easy?", lines=lines)
        is_reversed = bool(wording.is_reversed)
    turned = "; low is good" if is_reversed else ""
    return Scaled(found.scale, is_reversed, None, found.reason + turned)
