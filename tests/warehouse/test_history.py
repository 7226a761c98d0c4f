"""What customers were when they spoke, from dumps that overwrite what was known: in any order of delivery."""

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from small_project import CUSTOMERS, REVIEWS, Small, counts

from transforms.segments import Dimension
from warehouse.enriching.people import place_in_segments
from warehouse.loading import delivery, withdraw_outdated

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
PLAN = {"plan": Dimension(attribute="plan")}
HEADER = "customer_no,full_name,mail,plan,changed,since\n"
STATED = CUSTOMERS
DATED = CUSTOMERS.replace('valid_from = "since"\n', "").replace(
    'key = ["customer_no"]\n', 'key = ["customer_no"]\n    version = "changed"\n', 1
)
BARE = CUSTOMERS.replace('valid_from = "since"\n', "")
KINDS = {"valid_from": STATED, "version": DATED, "neither": BARE}
REVIEW_HEADER = "review_id,customer_no,stars,body,written\n"
MONTHS = ("2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15", "2026-05-15")


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def dump(plan: str, day: str, note: str = "") -> str:
    """One customer; the day is its version, and since when it holds. The note makes another file of it."""
    return HEADER + f"c1,Ann {note},,{plan},{day},{day}\n"


def project(root: Path, kind: str) -> Small:
    small = Small(root, customers=KINDS[kind], reviews=REVIEWS)
    small.project.secret.write_text("00" * 32)
    return small


def said_monthly(small: Small) -> None:
    rows = "".join(f"r{day},c1,3,{day[5:7]},{day}\n" for day in MONTHS)
    small.load("reviews.csv", REVIEW_HEADER + rows)


def plans(small: Small) -> str:
    """The plan in which each monthly review was written, as initials: '?' is unknown."""
    small.link()
    place_in_segments(small.work, PLAN, AS_OF)
    found = small.rows(
        "select segment from core.feedback join core.feedback_segments using (feedback_id) "
        "where dimension = 'plan' order by created_at"
    )
    return "".join(segment.replace("unknown", "?")[0] for (segment,) in found)


DUMPS = {"a.csv": ("Free", "2026-01-01"), "b.csv": ("Pro", "2026-03-01"), "c.csv": ("Free", "2026-04-01")}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("order", list(permutations(DUMPS)), ids="".join)
def test_there_and_back_again_in_any_order_of_delivery(tmp_path: Path, kind: str, order: tuple[str, ...]):
    with project(tmp_path, kind) as small:
        said_monthly(small)
        for name in order:
            plan, day = DUMPS[name]
            small.load(name, dump(plan, day, note=name), delivered=on(day))
        assert plans(small) == "FFPFF"
        assert small.rows("select plan from core.customers") == [("Free",)]
        periods = small.rows(
            "select segment, valid_from::date::varchar, valid_to::date::varchar from core.customer_segments "
            "order by valid_from nulls first"
        )
        first = "2026-01-01" if kind == "valid_from" else None
        assert periods == [
            ("Free", first, "2026-03-01"),
            ("Pro", "2026-03-01", "2026-04-01"),
            ("Free", "2026-04-01", None),
        ]


@pytest.mark.parametrize(("kind", "before"), [("valid_from", "?"), ("version", "P"), ("neither", "P")])
def test_before_the_first_that_is_known(tmp_path: Path, kind: str, before: str):
    with project(tmp_path, kind) as small:
        said_monthly(small)
        small.load("a.csv", dump("Pro", "2026-03-01"), delivered=on("2026-03-01"))
        assert plans(small) == 2 * before + "PPP"


@pytest.mark.parametrize("kind", ["version", "neither"])
def test_lines_stay_accounted_for(tmp_path: Path, kind: str):
    with project(tmp_path, kind) as small:
        late = dump("Pro", "2026-03-01")
        early = dump("Free", "2026-01-01")
        assert counts(small.load("late.csv", late, delivered=on("2026-03-01"))) == ("loaded", 1, 0, 0)
        assert counts(small.load("early.csv", early, delivered=on("2026-01-01"))) == ("loaded", 1, 0, 0)
        again = late + "c2,Ben,,Free,2026-01-01,2026-01-01\n"
        assert counts(small.load("again.csv", again, delivered=on("2026-03-02"))) == ("loaded", 1, 0, 1)
        before = small.all_core()
        assert counts(small.load("early.csv")) == ("unchanged", 0, 0, 1)
        assert counts(small.load("copy.csv", early, delivered=on("2026-05-01"))) == ("unchanged", 0, 0, 1)
        assert small.all_core() == before


def test_several_versions_in_one_file_are_all_kept(tmp_path: Path):
    with project(tmp_path, "version") as small:
        said_monthly(small)
        rows = [("Pro", "2026-03-01"), ("Free", "2026-01-01"), ("Free", "2026-05-01"), ("Pro", "2026-03-01")]
        dumped = HEADER + "".join(f"c1,Ann,,{plan},{day},\n" for plan, day in rows)
        assert counts(small.load("a.csv", dumped)) == ("loaded", 3, 0, 1)
        assert plans(small) == "FFPPF"


@pytest.mark.parametrize("kind", ["version", "neither"])
def test_a_withdrawn_file_takes_its_versions_out(tmp_path: Path, kind: str):
    with project(tmp_path, kind) as small:
        said_monthly(small)
        small.load("a.csv", dump("Free", "2026-01-01"), delivered=on("2026-01-01"))
        small.load("b.csv", dump("Pro", "2026-03-01"), delivered=on("2026-03-01"))
        with_both = small.all_core()
        assert plans(small) == "FFPPP"
        small.describe("customers", KINDS[kind].replace("Customers of a shop", "Customers"))
        first = delivery(small.project.inbox / "a.csv", small.project)
        withdraw_outdated(small.work, [first], small.with_())
        assert plans(small) == "PPPPP"
        small.load("a.csv")
        assert plans(small) == "FFPPP"
        assert small.all_core()["customer_records"] == with_both["customer_records"]


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_what_two_files_tell_stays_while_one_of_them_is_there(tmp_path: Path, order: str):
    with project(tmp_path, "neither") as small:
        said_monthly(small)
        for name in order:
            day = {"a": "2026-01-01", "b": "2026-03-01"}[name]
            small.load(f"{name}.csv", dump("Free", day, note=name), delivered=on(day))
        small.describe("customers", BARE.replace("Customers of a shop", "Customers"))
        withdraw_outdated(small.work, [delivery(small.project.inbox / "a.csv", small.project)], small.with_())
        assert plans(small) == "FFFFF"


@pytest.mark.parametrize("order", list(permutations("abc")), ids="".join)
def test_of_two_contents_of_one_version_the_younger_file_counts(tmp_path: Path, order: tuple[str, ...]):
    with project(tmp_path, "version") as small:
        said_monthly(small)
        for name in order:
            plan, day = {"a": ("Free", 1), "b": ("Pro", 2), "c": ("Pro", 3)}[name]
            dumped = dump(plan, "2026-03-01", note=name)
            small.load(f"{name}.csv", dumped, delivered=datetime(2026, 6, day, tzinfo=UTC))
        assert plans(small) == "PPPPP"


def test_a_blank_ends_what_was_known_and_does_not_begin_it(tmp_path: Path):
    with project(tmp_path, "version") as small:
        said_monthly(small)
        versions = [("", "2026-01-01"), ("Pro", "2026-03-01"), ("", "2026-04-01"), ("Free", "2026-05-01")]
        rows = "".join(f"c1,Ann,,{plan},{day},\n" for plan, day in versions)
        small.load("a.csv", HEADER + rows)
        assert plans(small) == "PPP?F"


BILLING = """
    name = "billing"
    title = "Billing"
    [recognise]
    columns = ["account", "tariff", "seen"]
    [record]
    key = ["account"]
    version = "seen"
    [customer]
    key = "account"
    namespace = "crm"
    [profile.attributes]
    plan = "tariff"
"""
TWO_SOURCES = {
    "crm_1": (HEADER + "c1,Ann,,Free,2026-02-01,\n", "2026-02-01"),
    "crm_2": (HEADER + "c1,Ann,,,2026-04-01,\n", "2026-04-01"),
    "bill": ("account,tariff,seen\nc1,Team,2026-03-01\n", "2026-03-01"),
}


@pytest.mark.parametrize("order", list(permutations(TWO_SOURCES)), ids="-".join)
def test_of_two_sources_the_last_to_speak_counts_until_it_says_nothing(tmp_path: Path, order):
    with Small(tmp_path, customers=DATED, reviews=REVIEWS, billing=BILLING) as small:
        small.project.secret.write_text("00" * 32)
        said_monthly(small)
        for name in order:
            content, day = TWO_SOURCES[name]
            small.load(f"{name}.csv", content, delivered=on(day))
        assert plans(small) == "FFTTT"
        small.load("bill_2.csv", "account,tariff,seen\nc1,,2026-05-01\n")
        assert plans(small) == "FFTT?"
        assert small.rows("select plan from core.customers") == [(None,)]


def test_customers_that_records_without_a_key_name_have_a_history_too(tmp_path: Path):
    unkeyed = BARE.replace('[record]\n    key = ["customer_no"]\n', "")
    with Small(tmp_path, customers=unkeyed, reviews=REVIEWS) as small:
        said_monthly(small)
        for name, (plan, day) in DUMPS.items():
            small.load(name, dump(plan, day), delivered=on(day))
        assert plans(small) == "FFPFF"
