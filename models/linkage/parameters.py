"""What decides whether two records are one person's."""

from dataclasses import dataclass

ACCEPTED, TO_REVIEW, APART = "accepted", "to_review", "apart"


@dataclass(frozen=True)
class LinkageParameters:
    """Thresholds on the probability that two records are one person's.

    Attributes:
        accept_at: from here on they are joined, where nothing speaks against it.
        ask_at: from here on a person is asked.
    """

    accept_at: float
    ask_at: float
