"""Weights are untrusted files: each is read only if it is the one that the model card names."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

ARTEFACTS = Path(__file__).parent / "artefacts"
LEXICONS = Path(__file__).parent / "lexicons"
CARD = "model_card.json"


class ArtefactError(RuntimeError):
    """A weight file or the model card is missing or is not the one that was shipped."""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def model_card(folder: Path) -> dict[str, Any]:
    """The model card of a folder of weights.

    Raises:
        ArtefactError: it is missing or is not JSON.
    """
    path = folder / CARD
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArtefactError(f"{path}: no readable model card ({error}). {_REMEDY}") from error
    return card


def verified(folder: Path, name: str) -> Path:
    """Path of a weight file whose bytes are those that the card names.

    Raises:
        ArtefactError: the file is missing, unnamed or altered.
    """
    path = folder / name
    expected = model_card(folder).get("sha256", {}).get(name)
    if expected is None or not path.is_file():
        raise ArtefactError(f"{path}: missing, or not named in {CARD}. {_REMEDY}")
    if (found := sha256(path)) != expected:
        raise ArtefactError(
            f"{path}: altered (SHA-256 {found[:12]}…, the model card says {expected[:12]}…). {_REMEDY}"
        )
    return path


def version(folder: Path, names: tuple[str, ...]) -> str:
    """Twelve hex digits that change with any weight."""
    joined = "".join(sha256(verified(folder, name)) for name in names)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


@cache
def lexicon_version() -> str:
    """Twelve hex digits that change with any word list that texts are read with."""
    lists = sorted(LEXICONS.rglob("*.tsv"))
    return hashlib.sha256("".join(sha256(path) for path in lists).encode()).hexdigest()[:12]


_REMEDY = "Reinstall the package, or rebuild the weights with `python -m models.training --data FOLDER`."
