"""Who counts once: copies of a text, and colleagues."""

import pytest
from marts_data import Warehouse

from warehouse.analysing.divergence import voices
from warehouse.statements import run, statement

COPIED = "They charged me twice and nobody ever answered my three letters."
SHORT = "Never again, sorry."


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def wrote(warehouse, speaker, at, text, polarity=-1) -> None:
    feedback_id = warehouse.feedback(speaker, at, text=text)
    opinion = {"opinion_id": f"o{feedback_id}", "feedback_id": feedback_id, "aspect": "billing"}
    told = {"speaker": speaker, "customer_id": speaker, "polarity": polarity, "is_mixed": False}
    when = {"origin": "text", "confidence": 1.0, "created_at": f"{at} 12:00:00+00"}
    warehouse.insert("core.opinions", opinion | told | when)


def counted(warehouse, is_per_account=False) -> list[tuple[str, int]]:
    run(warehouse.connection, statement("enriching/stances.sql"))
    warehouse.connection.execute(statement("analysing/numbered_feedback.sql"))
    found = voices(warehouse.connection, is_per_account).sort("created_at", "speaker")
    return found.select("speaker", "polarity").rows()


def test_what_others_copy_within_a_week_counts_as_the_first(warehouse):
    for day, speaker in enumerate("abcd", start=1):
        wrote(warehouse, speaker, f"2025-03-0{day}", COPIED if day % 2 else COPIED.upper() + "!!")
    assert counted(warehouse) == [("a", -1)]


def test_the_same_words_months_later_were_not_copied(warehouse):
    for month, speaker in enumerate("abc", start=1):
        wrote(warehouse, speaker, f"2025-0{month}-01", COPIED)
    assert [speaker for speaker, _ in counted(warehouse)] == ["a", "b", "c"]


def test_short_texts_are_written_alike_by_many(warehouse):
    for speaker in "abc":
        wrote(warehouse, speaker, "2025-03-01", SHORT)
    assert len(counted(warehouse)) == 3


def test_a_copy_does_not_outlive_what_the_first_said_later(warehouse):
    wrote(warehouse, "a", "2025-03-01", COPIED)
    wrote(warehouse, "a", "2025-03-04", "All is well now, they paid it back.", polarity=1)
    wrote(warehouse, "b", "2025-03-06", COPIED)
    assert counted(warehouse) == [("a", -1), ("a", 1)]


def test_who_repeats_themselves_has_not_copied(warehouse):
    wrote(warehouse, "a", "2025-03-01", COPIED)
    wrote(warehouse, "a", "2025-03-03", COPIED)
    assert len(counted(warehouse)) == 2


def test_colleagues_count_as_their_company_where_it_is_declared(warehouse):
    for customer in ("anna", "bert"):
        warehouse.insert("core.customer_accounts", {"customer_id": customer, "account_id": "acme"})
    for customer in ("anna", "bert", "carl"):
        wrote(warehouse, customer, "2025-03-01", f"{customer} was told nothing.")
    assert {speaker for speaker, _ in counted(warehouse)} == {"anna", "bert", "carl"}
    assert {speaker for speaker, _ in counted(warehouse, is_per_account=True)} == {"acme", "carl"}
