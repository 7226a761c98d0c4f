"""Scores, verdicts and rules as the page has them, for the tests of its words."""

from dataclasses import fields, replace
from datetime import date

from warehouse.report.lead import Known
from warehouse.report.rules import Rules
from warehouse.report.scores import Score
from warehouse.report.verdicts import Verdict

AS_OF = date(2025, 6, 30)
RULES = Rules(
    isolated_below=0.10, trend_above=0.20, privacy_floor=5, indicative_below=30, significant_below=0.05
)


def score(**given) -> Score:
    usual = dict.fromkeys(field.name for field in fields(Score))
    usual |= {"metric": "nps", "scale": "0-10", "period_grain": "all", "dimension": "all", "segment": "all"}
    usual |= {"responses": 100, "customers": 90, "value": 20.0, "ci_low": 5.0, "ci_high": 34.0}
    usual |= {"promoters": 50, "passives": 20, "detractors": 30, "status": "published"}
    return Score(**(usual | given))


def weighted(**given) -> Score:
    bounds = {"weighted_value": 12.4, "weighted_low": -3.6, "weighted_high": 28.0, "n_effective": 71.9}
    return score(**(bounds | {"is_moved_by_weighting": False} | given))


def quarter(start: date, change: float | None = -4.0, **given) -> Score:
    return score(period_grain="quarter", period_start=start, change=change, **given)


def verdict(**given) -> Verdict:
    """1 of 100 rated customers complains about delivery, among everybody in the last year."""
    usual = dict.fromkeys(field.name for field in fields(Verdict))
    usual |= {"aspect": "delivery", "dimension": "all", "segment": "all", "window_days": 365}
    usual |= {"customers": 100, "positive": 99, "negative": 1, "mixed": 0, "neutral": 0, "side": "complaint"}
    usual |= {
        "complaint_share": 0.01,
        "complaint_low": 0.0,
        "complaint_high": 0.08,
        "complaint_share_raw": 0.01,
    }
    usual |= {
        "kind": "polarity",
        "verdict": "isolated",
        "reason": "",
        "is_hidden": False,
        "evidence": 1,
        "is_new": False,
        "is_read": False,
    }
    return Verdict(**(usual | {"open_cells": 0, "hidden_cells": 0} | given))


TREND = {"verdict": "trend", "positive": 50, "negative": 50, "side": "both"} | {
    "complaint_share": 0.5,
    "complaint_low": 0.36,
    "complaint_high": 0.64,
    "complaint_share_raw": 0.5,
}
AGREED = {"verdict": "consensus", "kind": "consensus_complaint", "positive": 0, "negative": 100} | {
    "complaint_share": 1.0,
    "complaint_low": 0.94,
    "complaint_high": 1.0,
    "complaint_share_raw": 1.0,
}
OPEN = {"verdict": "insufficient_evidence", "complaint_high": 0.15, "opinions_needed": 163_776}
SMALL = {"dimension": "company_size", "segment": "1-9", "customers": 80}


def known(**given) -> Known:
    nothing = Known((), (), None, (), None, feedback=10, speakers=8, undated=0)
    return replace(nothing, **given)
