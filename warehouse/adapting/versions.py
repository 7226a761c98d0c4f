"""Versions of a company's own models: `state/models/VERSION/LANGUAGE/`, and which of them are in force.

`state/models/active.json` holds the last few sets of adopted models, the last one in force. It is replaced at
once, after the weights it names are on disk, so a kill leaves the set before. No file is loaded but the one
whose SHA-256 is named: the cards in active.json, the weights in the cards.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from models.artefact import CARD, ArtefactError, sha256
from models.sentiment import FILES, SentimentModel
from warehouse.database import Connection
from warehouse.errors import VocError
from warehouse.project import Project
from warehouse.publishing.snapshot import put_in_place
from warehouse.statements import statement

KEPT_SETS = 5
VERSION_DIGITS = 12
LOST_REMEDY = (
    "restore state/models/ from your backup, or `voc train`; "
    "`voc train --revert` stays with the shipped models"
)
REMEDY = "`voc train --revert` goes back to the models before it"


@dataclass(frozen=True)
class Named:
    """A stored model of one language."""

    version: str
    card_sha256: str


Set = Mapping[str, Named]


@dataclass(frozen=True)
class Kept:
    """What is kept of trainings.

    Attributes:
        sets: adopted models by language, the last set in force; none: the shipped model is.
        trained_until: the data's watermark at the last training; None before the first.
        trained_texts: labelled texts that it saw.
    """

    sets: tuple[Set, ...] = ()
    trained_until: datetime | None = None
    trained_texts: int = 0

    @property
    def active(self) -> Set:
        return self.sets[-1] if self.sets else {}


def kept(project: Project) -> Kept:
    """What earlier trainings left.

    Raises:
        VocError: active.json cannot be read.
    """
    path = _index(project)
    try:
        told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        sets = (
            tuple({language: Named(**one) for language, one in each.items()} for each in told["sets"])
            if told
            else ()
        )
        until = told.get("trained_until")
        return Kept(sets, datetime.fromisoformat(until) if until else None, told.get("trained_texts", 0))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VocError(
            f"{project.shown(path)} cannot be read ({error}): restore state/ from your backup, or delete the "
            "file to read with the shipped models"
        ) from error


def active_models(project: Project) -> dict[str, SentimentModel]:
    """The company's models in force, by language; none where the shipped model reads everything.

    Raises:
        VocError: a model is missing, or is not the one that was adopted.
    """
    return {
        language: _loaded(project, language, named)
        for language, named in sorted(kept(project).active.items())
    }


def lost_models(project: Project, connection: Connection) -> list[str]:
    """Languages of which models were adopted, where nothing is kept of any training any more."""
    if _index(project).exists():
        return []
    return [
        language for (language,) in connection.execute(statement("adapting/adopted_languages.sql")).fetchall()
    ]


def adopt(project: Project, models: Mapping[str, SentimentModel]) -> Set:
    """Stores models and puts them in force beside those of other languages; returns the set in force."""
    before = kept(project)
    staging = project.models / ".staging"
    shutil.rmtree(staging, ignore_errors=True)
    cards = {
        language: _write(staging / language, model, before.active.get(language))
        for language, model in models.items()
    }
    for language in [one for one in cards if _is_in_force(project, staging / one, before.active.get(one))]:
        shutil.rmtree(staging / language)
        del cards[language]
    if not cards:
        shutil.rmtree(staging, ignore_errors=True)
        return before.active
    named = json.dumps(sorted(cards.items()))
    version = hashlib.sha256(named.encode()).hexdigest()[:VERSION_DIGITS]
    home = project.models / version
    if home.exists():  # learned before, and reverted or in force: the same bytes
        shutil.rmtree(staging)
    else:
        staging.replace(home)
    active = {**before.active, **{language: Named(version, card) for language, card in cards.items()}}
    if active != before.active:
        _keep(project, replace(before, sets=(*before.sets, active)[-KEPT_SETS:]))
    return active


def note_training(project: Project, until: datetime, texts: int) -> None:
    """Notes up to where a training saw the data, whether or not anything was adopted."""
    _keep(project, replace(kept(project), trained_until=until, trained_texts=texts))


def revert(project: Project) -> tuple[Set, Set]:
    """Goes back to the set before; returns what was in force and what is.

    Weights that no set names any more are deleted.
    """
    before = kept(project)
    after = replace(before, sets=before.sets[:-1])
    _keep(project, after)
    return before.active, after.active


def _loaded(project: Project, language: str, named: Named) -> SentimentModel:
    folder = project.models / named.version / language
    try:
        if not (folder / CARD).is_file() or sha256(folder / CARD) != named.card_sha256:
            raise ArtefactError(f"{folder / CARD}: missing, or not the model card that was adopted.")
        model = SentimentModel.load(folder)
    except ArtefactError as error:
        what = str(error).replace(str(folder), project.shown(folder)).split(". ")[0].rstrip(".")
        raise VocError(f"{what}. {REMEDY}") from error
    return replace(model, version=named.card_sha256[:VERSION_DIGITS])


def _write(folder: Path, model: SentimentModel, parent: Named | None) -> str:
    """Writes weights and card; returns the card's SHA-256."""
    folder.mkdir(parents=True)
    tables = (model.weights.words, model.weights.stems, model.weights.pairs)
    for name, table in zip(FILES, tables, strict=True):
        table.write_parquet(folder / name, compression="zstd", statistics=False)
    card: dict[str, Any] = {
        **model.card,
        "parent": parent.version if parent else "shipped",
        "sha256": {name: sha256(folder / name) for name in FILES},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return sha256(folder / CARD)


def _is_in_force(project: Project, written: Path, named: Named | None) -> bool:
    """Whether a model that was learned anew is the one that is in force: only its parent would be another."""
    stored = project.models / named.version / written.name / CARD if named else None
    if stored is None or not stored.is_file():
        return False
    both = (json.loads(path.read_text(encoding="utf-8")) for path in (stored, written / CARD))
    first, second = ({**card, "parent": None} for card in both)
    return bool(first == second)


def _index(project: Project) -> Path:
    return project.models / "active.json"


def _keep(project: Project, what: Kept) -> None:
    """Replaces active.json at once, then deletes the weights that it names no more."""
    project.models.mkdir(parents=True, exist_ok=True)
    told = {
        "sets": [{language: asdict(named) for language, named in sorted(each.items())} for each in what.sets],
        "trained_until": what.trained_until.isoformat() if what.trained_until else None,
        "trained_texts": what.trained_texts,
    }
    staged = _index(project).with_suffix(".staged")
    staged.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    put_in_place(staged, _index(project))
    named = {one.version for each in what.sets for one in each.values()}
    for folder in project.models.iterdir():
        if folder.is_dir() and folder.name not in named:
            shutil.rmtree(folder)
