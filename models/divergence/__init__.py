"""Isolated or trend: what the opinions of one aspect, segment and window amount to."""

from models.divergence.judge import Judgement, judge
from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import DIVERGENCE_SCHEMA, QUOTES_SCHEMA, ErrorRates

__all__ = ["DIVERGENCE_SCHEMA", "QUOTES_SCHEMA", "DivergenceParameters", "ErrorRates", "Judgement", "judge"]
