"""A company's own models: the texts they are learned from, and where their versions are kept."""

from warehouse.adapting.journal import note_failure, note_outcomes
from warehouse.adapting.labels import labelled
from warehouse.adapting.versions import Kept, Set, active_models, adopt, kept, note_training, revert

__all__ = [
    "Kept",
    "Set",
    "active_models",
    "adopt",
    "kept",
    "labelled",
    "note_failure",
    "note_outcomes",
    "note_training",
    "revert",
]
