"""A project some of whose records are older than they may be kept, night by night."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from small_project import Small

from transforms.ageing import Period
from warehouse import ageing
from warehouse.inbox import deliveries
from warehouse.loading import FileOutcome, LoadedWith, ledger, load_file, withdraw_outdated

DAYS = 100
FIRST = datetime(2026, 7, 1, 2, tzinfo=UTC)  # keeps what is of 23 March or later
LATER = FIRST + timedelta(days=2)  # of 25 March
TOO_OLD = "left out: older than its source's retention period of 100 days"
HEADER = "review_id,customer_no,stars,body,written,changed\n"
OLDEST, OLD, KEPT, UNDATED = (
    "r1,c1,5,Quagga oldest,2026-03-22,\n",
    "r2,c2,4,Quagga old,2026-03-23,\n",
    "r3,c3,3,Quagga kept,2026-03-25,\n",
    "r4,c4,2,Quagga undated,1970-01-01,\n",
)
KEPT_FOR_A_TIME = (
    "reviews", "deals", "invitations", "contact_log", "readings", "identity_decisions", "settlements",
)  # fmt: skip


def on(small: Small, day: datetime, days: int | None = DAYS) -> LoadedWith:
    """What loading needs on a day; without `days` everything is kept."""
    if days is None:
        return replace(small.with_(), started_at=day)
    since = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=days)
    retention = dict.fromkeys(KEPT_FOR_A_TIME, Period(days, since))
    return replace(small.with_(), started_at=day, retention=retention)


def put(small: Small, name: str, content: str | bytes, delivered: datetime = FIRST) -> None:
    os.utime(small.put(name, content), (delivered.timestamp(),) * 2)


def night(small: Small, day: datetime = FIRST, days: int | None = DAYS) -> dict[str, FileOutcome]:
    """Everything of the inbox is loaded, and what is too old goes."""
    with_ = on(small, day, days)
    found = ledger.as_known(small.work, deliveries(small.project).settled)
    withdraw_outdated(small.work, found, with_)
    outcomes = {one.path.name: load_file(small.work, one, with_) for one in found}
    ageing.take_out(small.work, with_, found, is_all=True)
    assert not small.rows("from ops.files where lines <> loaded + rejected + duplicate or loaded < 0")
    assert small.rows("select sum(rejected) from ops.files") == small.rows(
        "select count(distinct (file_id, line)) from ops.rejects"
    )
    return outcomes


def texts(small: Small) -> list[str]:
    return [text for (text,) in small.rows("select text from core.feedback order by text")]


def original(small: Small, name: str) -> str:
    return (small.project.inbox / name).read_text()
