"""Which scale numbers are on: from the wording, from labels beside them, else from what was answered.

Answers alone prove little: five as the highest is what a scale to 5 gives, and one to 10 in a bad week. A
scale is concluded from its answers where larger ones are at most 1 % probable beside it, even if most people
chose their lower part (LOWER_SHARE); the priors are how often surveys use each scale. For satisfaction that
takes 11 answers on 1-5, 16 on 1-7, 45 on 1-4 and 78 on 1-10.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from transforms.columns import Scale
from transforms.questions.answers import Answers
from transforms.questions.folding import folded
from transforms.questions.scale_labels import levels

WRONG_AT_MOST = 0.01

USUAL: dict[Scale, float] = {
    (1, 5): 0.6,
    (1, 7): 0.1,
    (1, 10): 0.15,
    (0, 10): 0.08,
    (1, 4): 0.04,
    (1, 3): 0.03,
}
"""How often a question of satisfaction or a rating uses a scale: a working assumption, not a measurement."""

USUAL_OF_EFFORT: dict[Scale, float] = {
    (1, 5): 0.35,
    (1, 7): 0.5,
    (1, 10): 0.05,
    (0, 10): 0.03,
    (1, 4): 0.04,
    (1, 3): 0.03,
}

LOWER_SHARE = {(3, 4): 0.85, (3, 5): 0.75, (4, 5): 0.85, (5, 7): 0.65}
"""Share of answers up to the first number, at the most, on a scale up to the second; else PESSIMISTIC."""

PESSIMISTIC = 0.7
ZEROS = 0.05
"""Share of zeros on a scale from 0, at the least."""

OFF_SCALE = 0.02
"""Share of answers off a scale above which it is the scale that is in doubt, and not those answers."""

_TO = r"\s*(?:-|–|—|to|through|bis|à|a|ao|até|al|tot|t/m|la|până la|și|and|und|et|y|e|en)\s*"
_RANGE = re.compile(rf"(?<![\d.,])([01]){_TO}(10|[3-9])(?![\d%])", re.IGNORECASE)
_PAIR = re.compile(r"(?<!\d)(\d{1,2})\s*[=:]\s*([^\d,;()/=:]+)")
_CONJUNCTION = re.compile(r"\s(?:and|to|et|à|und|bis|y|a|e|en|tot|și|la)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Guess:
    """A scale, and why; without one, which are possible."""

    scale: Scale | None
    reason: str
    possible: tuple[Scale, ...] = ()


def of_wording(title: str) -> Scale | None:
    """The scale that a wording states: from 0 to 10, (1-5), 1 = bad, 5 = good."""
    if found := _RANGE.search(title):
        return float(found[1]), float(found[2])
    ends = [number for number, _ in pairs(title)]
    is_scale = len(ends) > 1 and min(ends) in (0, 1) and 3 <= max(ends) <= 10
    return (min(ends), max(ends)) if is_scale else None


def pairs(title: str) -> list[tuple[float, str]]:
    """What a wording says that numbers stand for, folded: 1 = not at all, 10 = extremely."""
    found = ((float(one[1]), _CONJUNCTION.sub("", one[2])) for one in _PAIR.finditer(title))
    return [(number, folded(label)) for number, label in found]


def falls(title: str, answers: Answers) -> bool | None:
    """Whether low numbers stand for the upper labels ("1 = very satisfied"); None where no label tells."""
    named = [*pairs(title), *((number, one) for number, those in answers.named.items() for one in those)]
    ranks = [(number, rank) for number, label in named if (rank := _rank(label)) is not None]
    high = [number for number, rank in ranks if rank > 0]
    low = [number for number, rank in ranks if rank < 0]
    if high and low:
        return sum(high) / len(high) < sum(low) / len(low)
    top = max((number for number, _ in named), default=0.0)
    top = max([top, *answers.numbers])
    if high and top > 1:
        return max(high) <= top / 3
    return min(low) > 2 * top / 3 if low and top > 1 else None


def _rank(label: str) -> int | None:
    """1 for the upper half of a scale in words, -1 for the lower."""
    signs = {
        1 if level[0] == "p" or level in ("e4", "e5") else -1
        for families in [levels().get(label, {})]
        for named in families.values()
        for level in named
        if level[0] in "pn" or level in ("e1", "e4", "e5")
    }
    return next(iter(signs)) if len(signs) == 1 else None


def of_named(answers: Answers) -> Scale | None:
    """The scale whose ends are named: "1 - Very bad" and "5 - Very good", or "4/5", are on 1 to 5."""
    if len(answers.best) == 1 and (best := next(iter(answers.best))) in (3, 4, 5, 7, 10):
        return (0.0 if 0.0 in answers.numbers else 1.0), best
    extreme = {number for number, those in answers.named.items() if any(_is_extreme(one) for one in those)}
    inner = set(answers.numbers) - extreme
    top = max(extreme, default=0.0)
    if top not in (3, 4, 5, 7, 10) or any(number > top for number in inner):
        return None
    return (0.0, top) if 0.0 in answers.numbers else (1.0, top) if top < 10 or 1.0 in extreme else None


def _is_extreme(label: str) -> bool:
    return any(
        level in ("n3", "nx", "p3", "px") for named in levels().get(label, {}).values() for level in named
    )


def of_answers(answers: Answers, is_effort: bool) -> Guess:
    """The scale that numbers alone are on."""
    usual = USUAL_OF_EFFORT if is_effort else USUAL
    low, high = min(answers.numbers), max(answers.numbers)
    fits = [scale for scale in usual if scale[0] <= low and high <= scale[1]]
    seen = f"{_listed(answers.numbers)} in {answers.numbers.total()} answers"
    if not fits:
        return Guess(None, f"no usual scale holds {seen}")
    best = min(fits, key=lambda scale: (scale[1], -scale[0]))
    others = [scale for scale in fits if scale != best]
    doubt = sum(_doubt(best, other, answers.numbers, usual) for other in others)
    if best[1] == high and doubt <= WRONG_AT_MOST:
        return Guess(best, f"{seen} are on {plain(best)}")
    return Guess(None, f"{seen} may be on {' or '.join(plain(scale) for scale in fits)}", tuple(fits))


def _doubt(best: Scale, other: Scale, numbers: Counter[float], usual: dict[Scale, float]) -> float:
    """How probable the other scale is beside the best, at the most."""
    share = LOWER_SHARE.get((int(best[1]), int(other[1])), PESSIMISTIC) if other[1] > best[1] else 1 - ZEROS
    return math.pow(share, numbers.total()) * usual[other] / usual[best]


def is_mixed(answers: Answers) -> bool:
    """Whether some answers are on 1 to 5, others on 1 to 10: by runs in the file's order, or two peaks."""
    numbers = answers.in_order
    above = [number > 5 for number in numbers]
    if not any(above) or max(numbers) > 10:
        return False
    head = above.index(True)
    tail = above[::-1].index(True)
    for run, others in ((head, above[head:]), (tail, above[: len(above) - tail])):
        low = max(0.05, 1 - sum(others) / len(others))
        if run >= 10 and math.pow(low, run) < WRONG_AT_MOST / 10:
            return True
    return _has_two_peaks(answers.numbers)


def _has_two_peaks(numbers: Counter[float]) -> bool:
    """Many at 4 and 5, many from 8 on, and next to nobody between: no single scale is answered so."""
    total = numbers.total()
    first, valley, last = (
        numbers[4] + numbers[5],
        numbers[6] + numbers[7],
        numbers[8] + numbers[9] + numbers[10],
    )
    is_double = numbers[4] >= 0.1 * total and first >= 3 * valley and last >= 2 * valley
    return total >= 30 and is_double and first >= 0.2 * total and last >= 0.1 * total


def off(answers: Answers, scale: Scale) -> list[float]:
    """The numbers off a scale, where they are too many to be slips."""
    outside = {
        number: count for number, count in answers.numbers.items() if not scale[0] <= number <= scale[1]
    }
    many = sum(outside.values())
    return sorted(outside) if many > 1 and many > OFF_SCALE * answers.numbers.total() else []


def plain(scale: Scale) -> str:
    """A scale as a person writes it."""
    return f"{scale[0]:g}–{scale[1]:g}"


def _listed(numbers: Counter[float]) -> str:
    seen = sorted(numbers)
    return f"{seen[0]:g} to {seen[-1]:g}" if len(seen) > 1 else f"{seen[0]:g} alone"
