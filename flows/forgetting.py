"""`voc forget`, as the command and others call it."""

from dataclasses import dataclass, replace

from flows.direct import conduct
from flows.run import Run, RunResult
from flows.steps import loaded_with
from transforms.privacy import Pseudonymiser
from warehouse.database import Connection, working
from warehouse.erasing import mark_person
from warehouse.erasing.copies import copies_naming
from warehouse.erasing.persons import Person, by_customer, by_email
from warehouse.lock import writing


@dataclass(frozen=True)
class Erasure:
    """What was erased, in numbers.

    Attributes:
        look_at: files of no known format that may name them: a person has to look.
        copies: tables and lists that somebody wrote below the project, and that name them still.
        unsearched: of their keys, how many were not looked for in what others wrote.
    """

    counts: dict[str, int]
    originals: int
    look_at: tuple[str, ...]
    copies: tuple[str, ...]
    unsearched: int
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
        person, originals, look_at = mark_person(work, loaded_with(run, work), find)
    result = conduct(replace(run, only=()))
    copies = copies_naming(run.project, (*person.keys, *person.said), person.signs)
    unsearched = len(person.weak_signs)
    told = (tuple(look_at), tuple(copies), unsearched, person.is_gone)
    return Erasure(person.counts, originals, *told, result)
