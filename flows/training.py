"""Learning from the company's own rated feedback: by hand, or by the nightly run when it is due."""

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from flows.readers import readers_of
from flows.run import Run
from models.adapting.company import Adaptation, adaptations
from models.sentiment import SentimentModel
from warehouse import adapting
from warehouse.adapting import Set
from warehouse.analysing import watermark
from warehouse.database import Connection, working
from warehouse.enriching.texts import count_unread, read_texts
from warehouse.lock import writing


@dataclass(frozen=True)
class Training:
    """What a training came to.

    Attributes:
        languages: one per language in which texts are rated.
        active: the company's own models in force, by language.
        texts_to_read: texts that the next run reads anew.
    """

    languages: tuple[Adaptation, ...]
    active: Set
    texts_to_read: int


@dataclass(frozen=True)
class Reversal:
    """What was in force, what is, and how many texts the next run reads anew."""

    before: Set
    active: Set
    texts_to_read: int


def train(run: Run) -> Training:
    """Learns from everything that is loaded; what is better goes into force."""
    from warehouse.linking.people import link_people  # with libraries that take a second to load

    with writing(run.project, "voc train"), working(run.project, run.settings.database) as work:
        run.tell("reading texts")
        read_texts(work, readers_of(run.project, run.settings))
        link_people(work, run.project, run.secret, run.settings.linkage)
        found = _trained(run, work, adapting.labelled(work))
        return Training(found, adapting.kept(run.project).active, _unread(run, work))


def revert(run: Run) -> Reversal:
    """Puts the models before into force, down to the shipped one."""
    with writing(run.project, "voc train --revert"), working(run.project, run.settings.database) as work:
        before, active = adapting.revert(run.project)
        return Reversal(before, active, _unread(run, work))


def train_if_due(run: Run, work: Connection) -> bool:
    """Trains where the settings, the calendar of the data and new rated texts ask for it.

    A training that fails is noted and tried again when it is due again: the run goes on with what it has.

    Returns:
        Whether texts have to be read anew.
    """
    every_days = run.settings.training.every_days
    if every_days == 0:
        return False
    as_of, last = watermark(work), adapting.kept(run.project)
    if last.trained_until and as_of - last.trained_until < timedelta(days=every_days):
        return False
    texts = adapting.labelled(work)
    if len(texts) == last.trained_texts:
        return False
    try:
        return any(one.model for one in _trained(run, work, texts))
    except Exception as error:
        adapting.note_failure(work, run.run_id, f"{type(error).__name__}: {error}")
        adapting.note_training(run.project, as_of, len(texts))
        return False


def _trained(run: Run, work: Connection, texts: pl.DataFrame) -> tuple[Adaptation, ...]:
    run.tell("learning from rated texts")
    found = tuple(adaptations(SentimentModel.load(), texts, run.settings.privacy.floor))
    models = {one.language: one.model for one in found if one.model}
    if models:
        adapting.adopt(run.project, models)
    adapting.note_training(run.project, watermark(work), len(texts))
    adapting.note_outcomes(work, run.run_id, found)
    return found


def _unread(run: Run, work: Connection) -> int:
    return count_unread(work, readers_of(run.project, run.settings))
