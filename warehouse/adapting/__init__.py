"""A company's own models: the texts they are learned from, and where their versions are kept."""

from warehouse.adapting.journal import note_failure, note_outcomes
from warehouse.adapting.labels import labelled
from warehouse.adapting.versions import (
    LOST_REMEDY,
    Kept,
    Set,
    active_models,
    adopt,
    kept,
    lost_models,
    note_training,
    revert,
)

__all__ = [
    "LOST_REMEDY",
    "Kept",
    "Set",
    "active_models",
    "adopt",
    "kept",
    "labelled",
    "lost_models",
    "note_failure",
    "note_outcomes",
    "note_training",
    "revert",
]
