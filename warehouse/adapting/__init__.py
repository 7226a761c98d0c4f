"""A company's own models: the texts they are learned from, and where their versions are kept."""

from warehouse.adapting.labels import labelled
from warehouse.adapting.versions import Kept, active_models, adopt, kept, note_training, revert

__all__ = ["Kept", "active_models", "adopt", "kept", "labelled", "note_training", "revert"]
