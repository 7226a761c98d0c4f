"""`voc forget`, as the command and others call it."""

from dataclasses import dataclass, replace

from flows.direct import conduct
from flows.run import Run, RunResult
from flows.steps import loaded_with
from transforms.privacy import Pseudonymiser
from warehouse.database import Connection, working
from warehouse.erasing import mark_person
from warehouse.erasing.persons import Person, by_customer, by_email
from warehouse.lock import writing


@dataclass(frozen=True)
class Erasure:
    """What was erased, in numbers."""

    counts: dict[str, int]
    originals: int
    was_gone: bool
    result: RunResult


def forget(run: Run, customer: str | None, email: str | None, namespace: str | None) -> Erasure:
    """Erases a person everywhere and publishes what is left.

    Raises:
        UsageError: nobody, or several, are known so.
        VocError: an original cannot be rewritten: nothing was erased.
        LockedError: a run is at work.
    """
    pseudonymiser = Pseudonymiser(run.secret)

    def find(work: Connection) -> Person:
        if email is not None:
            return by_email(work, pseudonymiser, email)
        return by_customer(work, pseudonymiser, customer or "", namespace)

    with writing(run.project, "voc forget"), working(run.project, run.settings.database) as work:
        person, originals = mark_person(work, loaded_with(run, work), find)
    result = conduct(replace(run, only=()))
    return Erasure(person.counts, originals, person.is_gone, result)
