"""The corrected list: what is put right, and what is left to whoever knows."""

import polars as pl
from contact_rows import AS_OF, NEEDS_NOTHING, TOLD, contacts

from transforms.contacts import contact_issues, corrected


def listed(*rows: dict) -> list[dict]:
    frame = contacts(*rows)
    issues = contact_issues(frame, TOLD, NEEDS_NOTHING, AS_OF, stale_after_days=730)
    return corrected(frame, issues).to_dicts()


def test_what_is_sound_is_written_one_way():
    (row,) = listed(
        {"email": "Ann@Example.ORG", "phone": "030 2312 5000", "country": "Allemagne", "name": "Ann"}
    )
    assert (row["email"], row["phone"], row["country"]) == ("Ann@example.org", "+493023125000", "DE")
    assert (row["source_key"], row["name"], row["issues"]) == ("1", "Ann", None)
    assert row["changed"] == "email; phone; country"


def test_what_cannot_be_put_right_stays():
    (row,) = listed({"email": "ann@@example.org", "phone": "12", "country": "Narnia"})
    assert (row["email"], row["phone"], row["country"]) == ("ann@@example.org", "12", "Narnia")
    assert row["changed"] is None
    assert row["issues"] == "malformed_email; malformed_phone"


def test_a_likely_address_is_a_suggestion_and_no_correction():
    (row,) = listed({"email": "ann@gmial.com"})
    assert (row["email"], row["email_suggestion"], row["changed"]) == ("ann@gmial.com", "ann@gmail.com", None)


def test_a_duplicate_names_the_key_to_keep():
    same = {"customer_id": "c"}
    first, second = listed(same, same | {"phone": "+493023125000"})
    assert (first["duplicate_of"], second["duplicate_of"]) == ("2", None)


def test_a_contact_whom_no_run_has_seen_is_listed_without_issues():
    frame = contacts({"email": "ann@@example.org"})
    empty = contact_issues(frame.head(0), TOLD, NEEDS_NOTHING, AS_OF, 730)
    (row,) = corrected(frame, empty).to_dicts()
    assert (row["email"], row["issues"], row["duplicate_of"]) == ("ann@@example.org", None, None)
    assert corrected(frame.head(0), empty).schema["issues"] == pl.String
