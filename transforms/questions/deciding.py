"""What a column of a survey is: from what a person says, else its wording, else its answers."""

import re
from dataclasses import replace

import polars as pl

from transforms.questions import scale_evidence
from transforms.questions.answers import Answers, answers_of
from transforms.questions.finding import NONE, Finding, question_asked
from transforms.questions.folding import folded
from transforms.questions.scale_labels import NUMBERED, is_graded, label_sets, levels
from transforms.questions.scaling import Scaled, scaled
from transforms.questions.told import Told
from transforms.questions.wording import OVERALL, Wording, asked, aspect_of

SCORED = ("nps", "csat", "ces", "rating")
UNDERSTOOD = 0.5
"""Share of answers that are scores or labels of scales, from which a question that asks for them has them."""

FEW_CHOICES, CHOICE_ANSWERS, CHOICE_CHARACTERS = 12, 30, 60
"""A question whose wording does not tell is a segment from 30 answers on that are of at most 12 choices."""

OPEN_ANSWERS, OPEN_SHARE = 3, 0.5
"""It is open text from 3 answers on, of which half are prose and half are different."""

MANY_CHOICES = 100

_ADDRESS = re.compile(r"@[\w-]+\.\w|https?://|\+?\d[\d ()/.-]{7,}\d")
_OF_THE_TOOL = re.compile(r"nps[ _]group$| - sentiment(?: polarity| score)?$", re.IGNORECASE)
"""How columns end that Qualtrics fills: promoter or detractor, what it read from a text. No answers."""


def finding(column: str, title: str, texts: pl.Series, told: Told | None, earlier: Told | None) -> Finding:
    """What a column is.

    Args:
        texts: its answers in the records looked at.
        told: what voc.toml or the description says of it.
        earlier: what an earlier file of this question was found to be.
    """
    basis = told or earlier
    if basis is not None and basis.values:
        texts = texts.str.strip_chars().replace(basis.values)
    answers = answers_of(texts, basis.null_values if basis else ())
    wording = asked(title)
    if ending := _OF_THE_TOOL.search(column):
        wording = Wording("nothing", folded(ending[0]))
    found = Finding(column, title, NONE, "", answers=answers.total)
    if basis is not None:
        return _as_told(found, answers, wording, basis, is_told=told is not None)
    if wording.kind in SCORED:
        return _scored(found, str(wording.kind), answers, wording, None)
    if wording.kind == "nothing":
        return replace(found, reason=f'its wording ("{wording.words}") is none of a question that is read')
    if wording.kind == "text":
        return _text(found, answers, wording)
    if wording.kind == "segment":
        return _segment(found, answers, wording)
    return _by_answers(found, answers)


def _as_told(found: Finding, answers: Answers, wording: Wording, basis: Told, is_told: bool) -> Finding:
    who = "voc.toml says so" if is_told else "as in earlier files of this question"
    if basis.metric == "ignore":
        return replace(found, reason=f"{who}: ignore")
    given = replace(
        found,
        metric=basis.metric,
        reason=who,
        survey=basis.survey,
        aspect=basis.aspect,
        attribute=basis.attribute,
        values=basis.values,
        null_values=basis.null_values,
    )
    if basis.metric in SCORED:
        if not is_told and (problem := _contradiction(answers, basis)):
            line = f"scale = [{basis.scale[0]:g}, {basis.scale[1]:g}]" if basis.scale else 'metric = "nps"'
            ask = question_asked(
                found.column, found.title, basis.metric, problem, (line, 'metric = "ignore"')
            )
            return replace(given, metric=NONE, ask=ask)
        return _scored(given, basis.metric, answers, wording, basis)
    return replace(given, read=answers.total)


def _contradiction(answers: Answers, earlier: Told) -> str:
    """How the answers speak against what earlier files were found to be."""
    scale = earlier.scale or (0.0, 10.0)
    if outside := scale_evidence.off(answers, scale):
        off = ", ".join(f"{one:g}" for one in outside)
        return f"earlier files were on {scale_evidence.plain(scale)}, and {off} are not"
    if earlier.labels is None and answers.numbers and not answers.labels:
        guess = scale_evidence.of_answers(answers, earlier.metric == "ces")
        if guess.scale is not None and guess.scale[1] != scale[1] and earlier.metric != "nps":
            return f"earlier files were on {scale_evidence.plain(scale)}, and here {guess.reason}"
    return ""


# scored -----------------------------------------------------------------------------------------------------


def _scored(found: Finding, kind: str, answers: Answers, wording: Wording, told: Told | None) -> Finding:
    asks = f'its wording ("{wording.words}") asks for {kind}' if wording.words else f"asks for {kind}"
    if not answers.total:
        if kind == "nps":
            return replace(found, metric="nps", scale=(0.0, 10.0), reason=asks)
        if told is None or told.scale is None:
            return replace(found, metric=NONE, reason=f"{asks}; nothing was answered")
    elif told is None and _understood(answers) < UNDERSTOOD:
        if answers.is_prose:
            return replace(
                found, metric="text", read=answers.total, reason=f"{asks}, and is answered in prose"
            )
        return replace(found, reason=f"{asks}, but its answers are no scores: {_some(answers)}")
    scale = scaled(kind, found.title, wording, answers, told)
    if scale.problem:
        ask = question_asked(found.column, found.title, kind, f"{asks}, but {scale.problem}", scale.lines)
        return replace(found, metric=NONE, reason=f"{asks}, but {scale.problem}", ask=ask)
    because = f"{found.reason}; {scale.reason}" if told else f"{asks}; {scale.reason}"
    aspect = found.aspect or wording.aspect or aspect_of(found.title) or OVERALL
    return replace(
        found,
        metric=kind,
        scale=scale.scale,
        is_reversed=scale.is_reversed,
        labels=scale.labels or (NUMBERED if answers.named else None),
        aspect=aspect if kind == "rating" else None,
        null_values=tuple(dict.fromkeys((*found.null_values, *sorted(answers.nothing)))),
        read=_read(answers, scale),
        reason=because,
    )


def _understood(answers: Answers) -> float:
    known = sum(count for label, count in answers.labels.items() if label in levels())
    return (answers.numbers.total() + known + answers.nothing.total()) / answers.total


def _read(answers: Answers, scale: Scaled) -> int:
    low, high = scale.scale or (0.0, 0.0)
    on = sum(count for number, count in answers.numbers.items() if low <= number <= high)
    positions = label_sets()[scale.labels].positions if scale.labels else {}
    named = sum(count for label, count in answers.labels.items() if label in positions)
    return on + named + answers.nothing.total()


# the rest ---------------------------------------------------------------------------------------------------


def _text(found: Finding, answers: Answers, wording: Wording) -> Finding:
    asks = f'its wording ("{wording.words}") asks for text'
    if answers.total and answers.is_numeric:
        return replace(found, reason=f"{asks}, but its answers are numbers")
    return replace(found, metric="text", read=answers.total, reason=asks)


def _segment(found: Finding, answers: Answers, wording: Wording) -> Finding:
    tells = f'its wording ("{wording.words}") asks who somebody is'
    if answers.distinct > MANY_CHOICES or (answers.is_prose and answers.distinct > FEW_CHOICES):
        return replace(found, reason=f"{tells}, but it has {answers.distinct} different answers")
    if _are_addresses(answers):
        return replace(found, reason="its answers are addresses or numbers of persons")
    return replace(found, metric="segment", attribute=wording.attribute, read=answers.total, reason=tells)


def _by_answers(found: Finding, answers: Answers) -> Finding:
    unknown = "its wording does not tell what it asks for"
    if not answers.total or answers.is_numeric or _are_addresses(answers):
        return replace(found, reason=unknown)
    share = answers.distinct / answers.total
    if answers.total >= OPEN_ANSWERS and answers.prose_share >= OPEN_SHARE and share >= OPEN_SHARE:
        return replace(found, metric="text", read=answers.total, reason=f"{unknown}; it is answered in prose")
    longest = max(map(len, answers.spellings))
    is_choice = 2 <= answers.distinct <= FEW_CHOICES and longest <= CHOICE_CHARACTERS
    is_single = sum(count for one, count in answers.spellings.items() if re.search("[,;]", one)) < UNDERSTOOD
    if answers.total >= CHOICE_ANSWERS and is_graded(answers.labels):
        return replace(found, reason=f"{unknown}; its answers look like a scale in words: {_some(answers)}")
    if answers.total >= CHOICE_ANSWERS and is_choice and is_single:
        reason = f"{unknown}; its {answers.total} answers are of {answers.distinct} choices"
        return replace(found, metric="segment", read=answers.total, reason=reason)
    return replace(found, reason=unknown)


def _are_addresses(answers: Answers) -> bool:
    spellings = list(answers.spellings)
    return 5 * sum(bool(_ADDRESS.search(one)) for one in spellings) >= max(1, len(spellings))


def _some(answers: Answers) -> str:
    """A few answers for a message: only those that several gave, for one's own may tell who it was."""
    several = [one[:30] for one, count in answers.spellings.most_common(3) if count > 1]
    return ", ".join(several) or "words of many kinds"
