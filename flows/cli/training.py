"""`voc train`: learn from the company's own rated feedback, and go back."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from flows.cli.exit_codes import DONE
from flows.cli.printing import err, out, print_json, table
from flows.run import new_run
from flows.training import Reversal, Training, revert, train
from models.adapting.company import Adaptation
from warehouse.adapting import Set
from warehouse.project import Project

NOTHING_RATED = (
    "No rated texts: nothing to learn from. Stars, NPS, CSAT or CES beside texts teach, and so do opinions "
    "that a person has read (a CSV of opinion_id, polarity in the inbox)."
)


def show_training(folder: Path, as_json: bool) -> int:
    """Trains and says what came of it, language by language."""
    planned = new_run(Project(folder).require(), "train")
    with err.status("starting") as at:  # shown where somebody watches
        found = train(replace(planned, tell=at.update))
    if as_json:
        print_json(
            {
                "languages": [_as_json(one, found) for one in found.languages],
                "active": _versions(found.active),
                "texts_to_read": found.texts_to_read,
            }
        )
    elif not found.languages:
        out.print(NOTHING_RATED)
    else:
        _print(found)
    return DONE


def show_reversal(folder: Path, as_json: bool) -> int:
    """Goes back one set of models and says what is in force."""
    found = revert(new_run(Project(folder).require(), "train"))
    if as_json:
        before, active = _versions(found.before), _versions(found.active)
        print_json({"before": before, "active": active, "texts_to_read": found.texts_to_read})
    elif not found.before:
        out.print("The shipped models are in force already: there is nothing to go back to.")
    else:
        out.print(f"In force now: {_named(found.active)}.")
        _print_next(found)
    return DONE


def _print(found: Training) -> None:
    table(
        ("language", "texts", "held out", "shipped", "own", "95 % interval", "calibration error", "in force"),
        [_row(one, found.active) for one in found.languages],
        title="Macro-F1 on the held-out texts",
    )
    for one in found.languages:
        verdict = "adopted" if one.model else "not adopted"
        out.print(f"{one.language}: {verdict}, {one.reason}.")
    _print_next(found)


def _row(one: Adaptation, active: Set) -> tuple[object, ...]:
    in_force = active[one.language].version if one.language in active else "shipped"
    if one.trial is None:
        return (one.language, one.texts, one.held_out, None, None, None, None, in_force)
    own, shipped = one.trial.adapted, one.trial.shipped
    interval = f"{own['macro_f1_low']:.3f}–{own['macro_f1_high']:.3f}"
    figures = (f"{shipped['macro_f1']:.3f}", f"{own['macro_f1']:.3f}", interval, f"{own['ece']:.3f}")
    return (one.language, one.texts, one.held_out, *figures, in_force)


def _print_next(found: Training | Reversal) -> None:
    if found.texts_to_read:
        way_back = "; `voc train --revert` goes back" if found.active else ""
        out.print(f"The next `voc run` reads {found.texts_to_read:,} texts anew{way_back}.")


def _as_json(one: Adaptation, found: Training) -> dict[str, Any]:
    judged = one.trial
    return {
        "language": one.language,
        "texts": one.texts,
        "negative": one.labels[-1],
        "neutral": one.labels[0],
        "positive": one.labels[1],
        "held_out": one.held_out,
        "judged_classes": judged and judged.classes,
        "shipped": judged and judged.shipped,
        "own": judged and judged.adapted,
        "gain": judged and asdict(judged.gain),
        "is_adopted": one.model is not None,
        "reason": one.reason,
        "in_force": _versions(found.active).get(one.language, "shipped"),
    }


def _versions(active: Set) -> Mapping[str, str]:
    return {language: named.version for language, named in active.items()}


def _named(active: Set) -> str:
    own = [f"{language} {named.version}" for language, named in sorted(active.items())]
    return ", ".join([*own, "shipped for the other languages"]) if own else "the shipped models"
