"""The margins of voc.toml are dimensions of the project's customers."""

import difflib

from flows.settings import Settings
from transforms.description import FEEDBACK_ATTRIBUTES
from warehouse.catalogue import Catalogue
from warehouse.errors import UsageError

PLACE = 'voc.toml, "weighting.margins"'


def require_margins(settings: Settings, known: Catalogue) -> None:
    """Refuses a margin on which the composition of the customers cannot be told.

    Raises:
        UsageError: no such dimension, one that only feedback has, one that changes by the day, or one twice.
    """
    dimensions = settings.dimensions(known)
    margins = settings.weighting.margins
    for margin in margins:
        if margins.count(margin) > 1:
            raise UsageError(f'{PLACE}: "{margin}" is named twice')
        if margin not in dimensions:
            near = difflib.get_close_matches(margin, sorted(dimensions), n=1)
            raise UsageError(
                f'{PLACE}: there is no dimension "{margin}"' + (f': do you mean "{near[0]}"?' if near else "")
            )
        if dimensions[margin].attribute in FEEDBACK_ATTRIBUTES:
            raise UsageError(f'{PLACE}: feedback has a "{margin}", customers have none to be weighted to')
        if dimensions[margin].since:
            raise UsageError(
                f'{PLACE}: "{margin}" changes with every day; name a dimension that reads an attribute'
            )
