"""What `voc doctor` says of one thing."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["good", "warning", "bad"]


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    check: str
    status: Status
    message: str
