"""The margins of voc.toml are dimensions of the project's customers."""

from collections.abc import Mapping

from flows.settings import Settings
from transforms.description import FEEDBACK_ATTRIBUTES
from transforms.segments import Dimension, two_way
from transforms.validation import meant
from warehouse.catalogue import Catalogue
from warehouse.errors import UsageError

PLACE = 'voc.toml, "weighting.margins"'


def require_margins(settings: Settings, known: Catalogue) -> None:
    """Refuses a margin on which the composition of the customers cannot be told.

    Raises:
        UsageError: no such dimension, one that only feedback has, one that changes by the day, or one twice.
    """
    dimensions = settings.dimensions(known)
    cut_twice = {two_way(*pair): pair for pair in settings.pairs(known)}
    margins = settings.weighting.margins
    for margin in margins:
        if margins.count(margin) > 1:
            raise UsageError(f'{PLACE}: "{margin}" is named twice')
        if margin not in dimensions and margin not in cut_twice:
            hint = meant(margin, [*dimensions, *cut_twice])
            raise UsageError(f'{PLACE}: there is no dimension "{margin}"{hint}')
        for name in cut_twice.get(margin, (margin,)):
            _require_of_customers(name, dimensions)


def _require_of_customers(name: str, dimensions: Mapping[str, Dimension]) -> None:
    if dimensions[name].attribute in FEEDBACK_ATTRIBUTES:
        raise UsageError(f'{PLACE}: feedback has a "{name}", customers have none to be weighted to')
    if dimensions[name].since:
        raise UsageError(
            f'{PLACE}: "{name}" changes with every day; name a dimension that reads an attribute'
        )
