"""What is begun aside tells its failure once, and holds nobody up."""

import pytest
from command import process

from flows.aside import begun, ended

INTERRUPTED = """
import os, signal, threading
import polars
from flows.aside import begun, ended
threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
ended(begun(threading.Event().wait))
"""


def test_its_result_or_failure_is_told_where_it_is_asked_for():
    assert ended(begun(lambda: 7)) == 7
    with pytest.raises(ZeroDivisionError):
        ended(begun(lambda: 1 // 0))


def test_who_is_interrupted_does_not_wait_for_it():
    assert "KeyboardInterrupt" in process(INTERRUPTED).err  # what was begun never ends
