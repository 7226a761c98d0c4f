"""Who the ideal customer is, declared or learned, and how close each customer comes."""

from models.ideal.fitting import ideal_customers
from models.ideal.tables import OUTCOME_ATTRIBUTES, Ideal, IdealParameters

__all__ = ["OUTCOME_ATTRIBUTES", "Ideal", "IdealParameters", "ideal_customers"]
