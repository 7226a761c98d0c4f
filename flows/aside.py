"""What is done while something else is."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")

HEARD_WITHIN_SECONDS = 0.1
"""Polars takes Ctrl-C in a way that wakes nobody who waits: they look up themselves."""


def begun(work: Callable[[], Result]) -> Future[Result]:
    """Begins on a thread that nobody waits for who does not ask: an executor's would hold up Ctrl-C."""
    done = Future[Result]()

    def take() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # told where the result is asked for
            done.set_exception(error)

    Thread(target=take, daemon=True).start()
    return done


def ended(work: Future[Result]) -> Result:
    """Waits for the result, or raises what was raised."""
    while not wait((work,), HEARD_WITHIN_SECONDS).done:
        pass
    return work.result()
