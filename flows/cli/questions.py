"""What `voc check` shows of a survey's questions."""

from collections.abc import Sequence

from flows.cli.printing import table
from transforms.questions.finding import NONE, Finding, shown
from warehouse.loading import FileOutcome


def print_questions(outcomes: Sequence[FileOutcome]) -> None:
    """A table for each survey: what its columns were taken for, on which scale, why, how much is read."""
    for outcome in outcomes:
        if outcome.questions:
            table(
                ("question", "taken for", "scale", "read", "why"),
                (_row(one) for one in outcome.questions),
                title=f"Questions of {outcome.path}",
            )


def _row(one: Finding) -> tuple[object, ...]:
    column = one.shown_column
    title = shown(one.title) if one.title == column else f"{column}: {shown(one.title)}"
    return title, _taken_for(one), _scale(one), _share(one), one.reason


def _taken_for(one: Finding) -> str:
    if one.ask:
        return "asked about"
    about = one.aspect if one.metric == "rating" else one.attribute
    return "not read" if one.metric == NONE else f"{one.metric}: {about}" if about else one.metric


def _scale(one: Finding) -> str | None:
    if one.scale is None:
        return None
    low, high = one.scale
    return f"{low:g}–{high:g}" + (", low is good" if one.is_reversed else "")


def _share(one: Finding) -> str | None:
    """Share of the answers that are read."""
    return f"{one.read / one.answers:.0%}" if one.answers and one.metric != NONE else None
