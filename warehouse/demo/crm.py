"""The CRM export: what is known of each customer at as-of, as a workbook."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter

from warehouse.demo.people import MONTHLY_PRICE, Customer
from warehouse.demo.planted import Stances

COLUMNS = (
    "Customer No", "Company", "Contact name", "E-mail", "Phone", "Industry", "Employees", "Country", "Age",
    "Gender", "Role", "Plan", "Annual budget", "Customer since", "Last purchase", "Use case",
    "Lifetime value", "Active", "Churned on", "Consent", "Updated at",
)  # fmt: skip
CHURN_SHARE = {"Free": 0.14, "Team": 0.08, "Business": 0.05, "Enterprise": 0.02}
CHURN_SHARE_PER_COMPLAINT = 0.06
Cell = str | int | date | datetime | None


@dataclass(frozen=True)
class Standing:
    """How a customer stands with Lumenta at as-of."""

    last_purchase: date | None
    lifetime_value: int
    churned_on: date | None
    updated_at: datetime


def make_standings(
    rng: random.Random,
    customers: Sequence[Customer],
    stances: Mapping[str, Stances],
    last_spoke: Mapping[str, date],
    as_of: date,
) -> list[Standing]:
    """One standing for each customer; nobody speaks after leaving, who complains leaves more often.

    Args:
        stances, last_spoke: by customer number; those who never spoke are missing.
    """
    return [
        _standing(
            rng,
            customer,
            sum(stance < 0 for stance in stances.get(customer.number, {}).values()),
            last_spoke.get(customer.number, customer.since),
            as_of,
        )
        for customer in customers
    ]


def _standing(
    rng: random.Random, customer: Customer, complaints: int, last_spoke: date, as_of: date
) -> Standing:
    plan = customer.company.plan
    days_left = (as_of - last_spoke).days
    is_leaving = rng.random() < CHURN_SHARE[plan] + CHURN_SHARE_PER_COMPLAINT * complaints
    is_time_left = days_left > 5
    churned_on = (
        last_spoke + timedelta(days=rng.randrange(5, days_left)) if is_leaving and is_time_left else None
    )
    end = churned_on or as_of
    months = (end - customer.since).days / 30.4
    seats = (customer.company.employees or 20) ** 0.3
    updated_on = max(customer.since, end - timedelta(days=rng.randrange(1, 200)))
    return Standing(
        last_purchase=_last_purchase(rng, customer, end),
        lifetime_value=round(MONTHLY_PRICE[plan] * months * seats * rng.lognormvariate(-0.6, 0.3)),
        churned_on=churned_on,
        updated_at=datetime.combine(churned_on or updated_on, time(rng.randrange(24), rng.randrange(60))),
    )


def _last_purchase(rng: random.Random, customer: Customer, end: date) -> date | None:
    if customer.company.plan == "Free":
        return None
    return max(customer.since, end - timedelta(days=rng.randrange(1, 365)))


def write_customers(
    path: Path, customers: Sequence[Customer], standings: Sequence[Standing], as_of: date
) -> None:
    """Writes the sheet "Customers": a header and one line a customer; the same bytes for the same rows."""
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": datetime.combine(as_of, time(6))})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = workbook.add_worksheet("Customers")
        sheet.write_row(0, 0, COLUMNS, workbook.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for line, pair in enumerate(zip(customers, standings, strict=True), start=1):
            for column, cell in enumerate(_cells(*pair)):
                _write(sheet, line, column, cell, day, moment)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    line: int,
    column: int,
    cell: Cell,
    day: xlsxwriter.format.Format,
    moment: xlsxwriter.format.Format,
) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(line, column, cell, moment)
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, datetime.combine(cell, time()), day)
    elif isinstance(cell, int):
        sheet.write_number(line, column, cell)
    elif cell is not None:
        sheet.write_string(line, column, cell)


def _cells(customer: Customer, standing: Standing) -> tuple[Cell, ...]:
    company = customer.company
    return (
        customer.number, company.name, customer.name, customer.email, customer.phone, company.industry,
        company.employees, company.country, customer.age, customer.gender, customer.role, company.plan,
        company.annual_budget, customer.since, standing.last_purchase, customer.use_case,
        standing.lifetime_value, _yes_no(standing.churned_on is None), standing.churned_on,
        _yes_no(customer.is_contact_allowed), standing.updated_at,
    )  # fmt: skip


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
