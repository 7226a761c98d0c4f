"""Who moves from a small to a large company in March: what they said in February stays in 'small'."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command import new_project, rows, voc

SOURCES = {
    "crm": """
name = "crm"
title = "CRM"
[recognise]
columns = ["client", "employees", "changed"]
[record]
key = ["client"]
VERSION
[customer]
key = "client"
namespace = "shop"
[profile]
VALID_FROM
[profile.attributes]
company_size = "employees"
""",
    "reviews": """
name = "reviews"
title = "Reviews"
channel = "review"
[recognise]
columns = ["review", "client", "day", "stars", "likely", "words"]
[record]
key = ["review"]
[customer]
key = "client"
namespace = "shop"
[feedback]
created_at = "day"
text = "words"
rating = { column = "stars", scale = [1, 5] }
[[answers]]
survey = "shop"
metric = "nps"
column = "likely"
scale = [0, 10]
""",
}
KINDS = {
    "valid_from": ("", 'valid_from = "changed"'),
    "version": ('version = "changed"', ""),
    "neither": ("", ""),
}
CLIENTS = range(1, 9)
SMALL, LARGE = "10-49", "250-999"


def crm(employees: int, changed: str) -> str:
    return "client,employees,changed\n" + "".join(f"{n},{employees},{changed}\n" for n in CLIENTS)


def reviews() -> str:
    """Each client complains in February and praises in April."""
    said = {
        "2026-02-10": (1, 0, "Awful support. It is far too expensive."),
        "2026-04-10": (5, 10, "Great support."),
    }
    lines = [
        f'R{day}-{n},{n},{day},{stars},{likely},"{words}"'
        for day, (stars, likely, words) in said.items()
        for n in CLIENTS
    ]
    return "review,client,day,stars,likely,words\n" + "\n".join(lines) + "\n"


def drop(project: Path, name: str, text: str, day: str) -> None:
    path = project / "inbox" / name
    path.write_text(text, encoding="utf-8")
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind == "version" else pytest.mark.system) for kind in KINDS]
)
def test_february_stays_in_small_in_every_report_table(tmp_path: Path, kind: str) -> None:
    version, valid_from = KINDS[kind]
    described = SOURCES["crm"].replace("VERSION", version).replace("VALID_FROM", valid_from)
    project = new_project(tmp_path / "shop", SOURCES | {"crm": described})
    drop(project, "march.csv", crm(300, "2026-03-01"), "2026-03-01")
    assert voc("ingest", project / "inbox" / "march.csv", "--project", project).code == 0
    drop(project, "january.csv", crm(20, "2026-01-01"), "2026-01-01")  # the older dump comes late
    drop(project, "reviews.csv", reviews(), "2026-05-01")
    assert voc("run", "--project", project).code in (0, 3)

    where = "dimension = 'company_size' and segment <> 'unknown'"
    february, april = f"{SMALL} 2026-02-01", f"{LARGE} 2026-04-01"

    def monthly(what: str, relation: str, also: str = "true") -> list[dict]:
        cell = "segment || ' ' || period_start as cell"
        by_month = f"{where} and period_grain = 'month' and {also}"
        return rows(project, f"select distinct {cell}, {what} from report.{relation} where {by_month}")

    scores = monthly("value", "kpi", "metric = 'nps'")
    assert {one["cell"]: one["value"] for one in scores} == {february: -100, april: 100}
    assert {one["cell"] for one in monthly("customers", "sentiment")} == {february, april}
    support = monthly("aspect", "aspects", "aspect = 'support'")
    assert {one["cell"] for one in support} == {february, april}

    overall = f"{where} and aspect = 'overall' and window_days is null"
    verdicts = rows(project, f"select segment, positive, negative from report.divergence where {overall}")
    sides = {one["segment"]: (one["positive"], one["negative"]) for one in verdicts}
    assert sides == {SMALL: (0, 8), LARGE: (8, 0)}

    sizes = rows(project, f"select segment, customers, speakers from report.segments where {where}")
    counted = {one["segment"]: (one["customers"], one["speakers"]) for one in sizes}
    assert counted == {SMALL: (0, 8), LARGE: (8, 8)}

    now = f"select distinct segment from core.customer_segments where valid_to is null and {where}"
    assert rows(project, now) == [{"segment": LARGE}]
    assert rows(project, "select distinct company_size from core.customers") == [{"company_size": "300"}]
