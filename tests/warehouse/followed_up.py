"""Customers who took sides, contacts with them and verdicts, for the tests of report.follow_up."""

from dataclasses import replace
from typing import Any

from marts_data import SETTINGS, Warehouse

from warehouse.marts_build import build_marts
from warehouse.statements import run, statement


class Followed:
    """A warehouse in UTC whose watermark is the last day on which anybody speaks: 2026-06-30."""

    def __init__(self) -> None:
        self.warehouse = Warehouse()
        self.warehouse.feedback(at="2026-06-30")
        self.contacts = 0

    def customer(self, name: str, consent: bool | None = None, **facts: Any) -> None:
        row = {"customer_id": name, "consent_to_contact": consent, **facts}
        self.warehouse.insert("core.customers", row)

    def says(
        self,
        polarity: int,
        at: str | None,
        customer: str | None = "ann",
        aspect: str = "price",
        mixed: bool = False,
        score: int | None = None,
        **spoken: Any,
    ) -> str:
        """A feedback with one opinion; `score` is an NPS answer with it. Its ID."""
        told = {"is_public": False, **spoken}
        if score is not None:
            self.warehouse.answer("nps", score, customer, at, **told)
            feedback = f"f{self.warehouse.count:06}"
            band = "detractor" if score < 7 else "promoter" if score > 8 else "passive"
            self.warehouse.connection.execute(
                "update core.survey_answers set band = $1 where feedback_id = $2", [band, feedback]
            )
        else:
            feedback = self.warehouse.feedback(customer, at, **told)
        row = {
            **{"opinion_id": f"o{feedback}", "feedback_id": feedback, "customer_id": customer},
            **{"speaker": customer or told.get("author_id") or feedback, "aspect": aspect},
            **{"polarity": polarity, "is_mixed": mixed, "origin": "text", "confidence": 1.0},
            **{"created_at": at and f"{at[:10]} 12:00:00+00"},
        }
        self.warehouse.insert("core.opinions", row)
        return feedback

    def contact(self, at: str, outcome: str | None = None, customer: str = "ann", credible: bool = True):
        self.contacts += 1
        row = {"contact_id": f"k{self.contacts}", "customer_key": customer, "customer_id": customer}
        row |= {"contacted_at": f"{at}+00" if len(at) > 10 else f"{at} 00:00:00+00", "outcome": outcome}
        self.warehouse.insert("core.contacted", row | {"is_contacted_at_credible": credible, "file_id": "f"})

    def verdict(self, verdict: str, days: int | None = None, aspect: str = "price", **more: Any) -> None:
        row = {"aspect": aspect, "dimension": "all", "segment": "all", "window_days": days}
        self.warehouse.insert("report.divergence", row | {"verdict": verdict, **more})

    def build(self, **settings: Any) -> list[dict[str, Any]]:
        run(self.warehouse.connection, statement("enriching/stances.sql"))
        terms = replace(SETTINGS, time_zone="UTC", **settings)
        build_marts(self.warehouse.connection, terms, ["follow_up"])
        return self.warehouse.rows("follow_up")

    def of(self, speaker: str = "ann", **settings: Any) -> dict[str, Any]:
        (row,) = (row for row in self.build(**settings) if row["speaker"] == speaker)
        return row
