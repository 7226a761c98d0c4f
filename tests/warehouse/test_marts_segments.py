"""report.segments: who is in a segment, who speaks, who answers, and what is unknown."""

import pytest
from marts_data import Warehouse

ROW = "dimension = '{}' and segment = '{}'"


@pytest.fixture
def spoken() -> Warehouse:
    """Ten customers on plan Free, thirty on Pro, ten of whom nobody knows; all but the tenth are active."""
    warehouse = Warehouse()
    for number in range(50):
        plan = "Free" if number < 10 else "Pro" if number < 40 else "unknown"
        value = None if number >= 40 else 100.0 if plan == "Free" else 50.1
        customer(warehouse, f"c{number}", {"plan": plan}, lifetime_value=value, is_active=number % 10 != 9)
    return warehouse


def customer(warehouse: Warehouse, name: str, segments, since=None, until=None, **facts) -> None:
    if not warehouse.connection.execute(
        "select 1 from core.customers where customer_id = $1", [name]
    ).fetchone():
        warehouse.insert("core.customers", {"customer_id": name, **facts})
    for dimension, segment in segments.items():
        period = {"valid_from": since, "valid_to": until}
        warehouse.insert(
            "core.customer_segments",
            {"customer_id": name, "dimension": dimension, "segment": segment, **period},
        )


def invite(warehouse: Warehouse, number: int, name: str | None, at: str | None, answered: bool) -> None:
    row = {"invitation_id": f"i{number}", "survey": "s", "customer_id": name, "file_id": "f"}
    row |= {"invited_at": at and f"{at} 12:00:00+00"}
    row |= {"responded_at": "2025-06-01 12:00:00+00" if answered else None}
    warehouse.insert("core.invitations", row)


def segment(warehouse: Warehouse, name: str, dimension: str = "plan") -> dict:
    warehouse.build()
    return warehouse.row("segments", ROW.format(dimension, name))


def test_sizes_are_counted_among_those_whose_segment_is_known(spoken: Warehouse):
    free = segment(spoken, "Free")
    assert (free["customers"], free["share_of_customers"]) == (10, 10 / 40)
    assert free["unknown_share_of_customers"] == 10 / 50
    unknown = segment(spoken, "unknown")
    assert (unknown["customers"], unknown["share_of_customers"], unknown["representation"]) == (
        10,
        None,
        None,
    )
    everybody = segment(spoken, "all", "all")
    assert (everybody["customers"], everybody["share_of_customers"]) == (50, 1)
    assert everybody["unknown_share_of_customers"] is None


def test_what_nobody_knows_is_null_and_not_nought(spoken: Warehouse):
    pro, unknown = segment(spoken, "Pro"), segment(spoken, "unknown")
    assert (pro["lifetime_value"], pro["lifetime_value_known"]) == (pytest.approx(30 * 50.1), 30)
    assert pro["lifetime_value_mean"] == pytest.approx(50.1)
    assert pro["active_customers"] == 27
    assert (unknown["lifetime_value"], unknown["lifetime_value_known"]) == (None, None)
    assert [pro[name] for name in ("invited", "responded", "response_rate", "response_p")] == [None] * 4
    assert (pro["speakers"], pro["feedback"]) == (0, 0)


def test_who_speaks_more_than_their_size_is_over_represented(spoken: Warehouse):
    said = {"Free": range(6), "Pro": (10, 11, 12, 10), "unknown": (40, 41)}
    for plan, numbers in said.items():
        for number in numbers:
            spoken.feedback(f"c{number}", "2025-03-02", {"plan": plan})
    free, pro = segment(spoken, "Free"), segment(spoken, "Pro")
    assert (pro["speakers"], pro["feedback"]) == (3, 4)
    assert free["share_of_speakers"] == pytest.approx(6 / 9)
    assert free["representation"] == pytest.approx((6 / 9) / (10 / 40))
    assert free["unknown_share_of_speakers"] == pytest.approx(2 / 11)
    assert pro["representation"] == pytest.approx((3 / 9) / (30 / 40))


def test_speakers_count_in_the_segment_they_spoke_in(spoken: Warehouse):
    for number in range(5):
        name = f"c{number}"
        spoken.feedback(name, "2025-01-02", {"plan": "Trial"})  # left since: now Free
    trial = segment(spoken, "Trial")
    assert (trial["customers"], trial["speakers"], trial["representation"]) == (0, 5, None)


def test_an_invited_customer_belongs_to_the_segment_of_that_day():
    warehouse = Warehouse()
    for number in range(20):
        customer(warehouse, f"c{number}", {"plan": "Free"}, until="2025-03-01 00:00:00+00")
        customer(warehouse, f"c{number}", {"plan": "Pro"}, since="2025-03-01 00:00:00+00")
        invite(warehouse, number, f"c{number}", "2025-02-28", answered=number < 15)
        invite(warehouse, 100 + number, f"c{number}", "2025-03-01", answered=number < 5)
    free, pro = segment(warehouse, "Free"), segment(warehouse, "Pro")
    assert (free["customers"], free["invited"], free["responded"]) == (0, 20, 15)
    assert (pro["customers"], pro["invited"], pro["responded"], pro["response_rate"]) == (20, 20, 5, 5 / 20)
    low, high = (
        warehouse.connection.execute(f"select wilson_{end}(15, 20)").fetchone()[0] for end in ("low", "high")
    )
    assert (free["response_low"], free["response_high"]) == (low, high)
    assert segment(warehouse, "all", "all")["invited"] == 20


def test_response_is_compared_with_the_rest_of_the_dimension():
    warehouse = Warehouse()
    rates = {"A": 30, "B": 30, "C": 90}  # of 100 invited each
    for place, (name, answered) in enumerate(rates.items()):
        for number in range(100):
            key = f"{name}{number}"
            customer(warehouse, key, {"plan": name})
            invite(warehouse, 100 * place + number, key, None, answered=number < answered)
    found = {name: segment(warehouse, name) for name in rates}
    (by_hand,) = warehouse.connection.execute("select share_difference_p(90, 100, 60, 200)").fetchone()
    assert found["C"]["response_p"] == by_hand
    assert found["C"]["response_q"] == pytest.approx(3 * by_hand)
    assert found["A"]["response_p"] == found["A"]["response_q"] == found["B"]["response_q"]
    assert segment(warehouse, "all", "all")["response_p"] is None  # there is no rest


def test_invited_strangers_are_unknown():
    warehouse = Warehouse()
    customer(warehouse, "c1", {"plan": "Pro"})
    for number in range(6):
        invite(warehouse, number, None, "2025-03-01", answered=number == 0)
    unknown = segment(warehouse, "unknown")
    assert (unknown["customers"], unknown["invited"], unknown["responded"]) == (0, 6, 1)


def test_parts_below_the_privacy_floor_are_not_shown(spoken: Warehouse):
    for number in range(4):
        customer(spoken, f"few{number}", {"plan": "Few"}, lifetime_value=1e6, is_active=True)
        invite(spoken, number, f"few{number}", "2025-03-01", answered=True)
    few = segment(spoken, "Few")
    figures = ("share_of_customers", "active_customers", "lifetime_value", "lifetime_value_known")
    figures += ("responded", "response_rate", "response_low", "response_high", "response_p", "response_q")
    assert few["status"] == "suppressed"
    assert {name: few[name] for name in figures} == dict.fromkeys(figures)
    for _ in range(4):  # anonymous ones who say their plan: more persons, no more known of the four
        spoken.feedback(None, "2025-03-02", {"plan": "Few"})
    few = segment(spoken, "Few")
    assert (few["status"], few["lifetime_value"], few["response_rate"]) == ("indicative", None, None)
    assert few["share_of_customers"] == 4 / 44


def test_a_dimension_of_feedback_alone_has_no_customers(spoken: Warehouse):
    for number in range(6):
        spoken.feedback(f"c{number}", "2025-03-02", {"channel": "review"})
    review = segment(spoken, "review", "channel")
    names = ("customers", "share_of_customers", "unknown_share_of_customers", "representation", "invited")
    assert [review[name] for name in names] == [None] * 5
    assert (review["speakers"], review["share_of_speakers"]) == (6, 1)


def test_what_merged_is_listed(spoken: Warehouse):
    for name in ("Trial", "Beta"):
        spoken.insert("core.merged_segments", {"dimension": "plan", "segment": name, "merged_into": "Free"})
    assert segment(spoken, "Free")["merged_from"] == ["Beta", "Trial"]
    assert segment(spoken, "Pro")["merged_from"] == []
