"""The page's section on the ideal customer."""

from pathlib import Path

from marts_data import Warehouse
from report_data import Page, assert_keeps_to_itself, snapshot_of

from models.ideal.tables import IdealParameters
from warehouse.report.page import render_report


def page_of(folder: Path, ideal: IdealParameters | None, plans: dict[str, int]) -> Page:
    """The page of so many customers of each plan."""
    spoken = Warehouse()
    names = [plan for plan, count in plans.items() for _ in range(count)]
    for number, plan in enumerate(names):
        customer = f"c{number:03}"
        spoken.insert("core.customers", {"customer_id": customer})
        spoken.insert(
            "core.customer_segments", {"customer_id": customer, "dimension": "plan", "segment": plan}
        )
    return assert_keeps_to_itself(render_report(snapshot_of(spoken, folder, ideal=ideal), "Shop"))


def test_where_nobody_asks_there_is_no_section(tmp_path: Path):
    assert "ideal" not in page_of(tmp_path, None, {"Free": 9}).text.lower()


def test_declared_weights_stand_with_the_share_of_the_ideal_fifth(tmp_path: Path):
    weights = {"plan": {"Pro <b>": 1.0, "Free": -1.0, "Few": 0.5}}
    page = page_of(tmp_path, IdealParameters(weights), {"Pro <b>": 10, "Free": 30, "Few": 3})
    assert "Declared in voc.toml" in page.text
    assert "plan Pro <b> +50 10 23 % 100 %" in page.text  # 1 of a span of 2; 10 of 43; all of the ideal
    assert "plan Free −50 30 70 % 0 %" in page.text
    assert "plan Few" not in page.text  # fewer than 5


def test_without_signal_it_says_so_and_shows_no_table(tmp_path: Path):
    page = page_of(tmp_path, IdealParameters(learned_from=("plan",)), {"Free": 30, "Pro": 30})
    assert "Not used: lifetime value" not in page.text
    assert "Not used: staying a customer is known of 0 customers" in page.text
    assert "Segments that tell ideal customers" not in page.text
