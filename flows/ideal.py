"""What decides who the ideal customer is, as voc.toml says, of the dimensions that the project has."""

from collections.abc import Iterable, Mapping

from flows.settings import Settings
from models.ideal.tables import OUTCOME_ATTRIBUTES, IdealParameters
from transforms.segments import Dimension
from transforms.validation import meant
from warehouse.catalogue import Catalogue
from warehouse.errors import UsageError


def ideal_parameters(settings: Settings, catalogue: Catalogue) -> IdealParameters | None:
    """The weights, or the dimensions to learn from; None where nobody asks.

    Raises:
        UsageError: a dimension is not known, or restates what is to be learned.
    """
    section, known = settings.ideal, settings.dimensions(catalogue)
    asked = section.attributes or ()
    _refuse_unknown("weights", section.weights, known)
    _refuse_unknown("attributes", asked, known)
    restating = {name for name, one in known.items() if (one.attribute or one.since) in OUTCOME_ATTRIBUTES}
    for name in asked:
        if name in restating:
            raise UsageError(
                f'voc.toml, "ideal.attributes": "{name}" restates the value that is learned: leave it out'
            )
    if section.weights:
        return IdealParameters(section.weights, (), settings.privacy.floor)
    learned_from = asked or tuple(sorted(set(known) - restating))
    return IdealParameters({}, learned_from, settings.privacy.floor) if section.learn else None


def _refuse_unknown(place: str, names: Iterable[str], known: Mapping[str, Dimension]) -> None:
    for name in names:
        if name not in known:
            raise UsageError(
                f'voc.toml, "ideal.{place}": no dimension is called "{name}"{meant(name, known)}'
            )
