"""Answers weighted so that those who gave them resemble all customers, on margins that the project names.

Sources: W. E. Deming, F. F. Stephan, On a least squares adjustment of a sampled frequency table when the
expected marginal totals are known, Annals of Mathematical Statistics 11 (1940), for the raking; L. Kish,
Survey Sampling (1965), for the effective number of answers; F. J. Potter, A study of procedures to identify
and trim extreme sampling weights, Proceedings of the Survey Research Methods Section, American Statistical
Association (1990), for the cap.

What is decided where the method says nothing:
- Each series (metric and scale) and each month, quarter and all time is raked by itself: who answers drifts.
- A respondent counts once: their answers in a period share one weight. Given weights are where raking starts;
  an answer without one, among others with one, starts at their mean.
- Who is unknown on a margin, or in a segment that no customer is in, keeps the weight they came with, beside
  the raking. A segment of customers from which nobody answered leaves its share to the others.
- Where raking does not converge (no weights satisfy all margins), where fewer respondents than the privacy
  floor are known on the margins, and where no customers are, there are no weights but the given ones.
- A weight above the cap is cut to it, what it loses goes to the others, and the margins are raked again as
  long as that helps. The cap wins: a segment that it keeps from its share is named.
"""

from models.weighting.parameters import (
    ANSWERS_SCHEMA,
    POPULATION_SCHEMA,
    WEIGHTING_SCHEMA,
    WEIGHTS_SCHEMA,
    WeightingParameters,
    margin_column,
)
from models.weighting.weigh import Weighed, periods, weigh

__all__ = [
    "ANSWERS_SCHEMA",
    "POPULATION_SCHEMA",
    "WEIGHTING_SCHEMA",
    "WEIGHTS_SCHEMA",
    "Weighed",
    "WeightingParameters",
    "margin_column",
    "periods",
    "weigh",
]
