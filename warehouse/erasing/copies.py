"""Copies of tables, and lists of persons, that somebody wrote below the project beside what a run writes."""

import re
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from transforms.privacy import PSEUDONYM_HEX_DIGITS
from warehouse.erasing.signs import mentions, parts_of
from warehouse.folders import lying_in
from warehouse.project import Project

WRITTEN_AS = frozenset({".csv", ".json", ".parquet", ".xlsx"})
"""What `voc export`, `voc query` and the lists write."""

_PSEUDONYM = re.compile(rb"(?<![0-9a-f])[0-9a-f]{%d}(?![0-9a-f])" % PSEUDONYM_HEX_DIGITS)


def copies_naming(project: Project, pseudonyms: Collection[str], signs: Sequence[str]) -> list[str]:
    """The tables and lists below the project that hold one of the pseudonyms or signs, or cannot be read.

    Originals and what the project keeps for itself are not among them.
    """
    wanted = frozenset(one.encode() for one in pseudonyms)
    own = (project.state, project.inbox, project.loaded)
    lying = lying_in(project.root)
    found = (path for path in lying.files if path.suffix.lower() in WRITTEN_AS)
    return [
        project.shown(path)
        for path in sorted([*lying.closed, *found])
        if not any(path.is_relative_to(folder) for folder in own)
        and (path in lying.closed or _names(path, wanted, signs))
    ]


def _names(path: Path, pseudonyms: frozenset[bytes], signs: Sequence[str]) -> bool:
    try:
        told = (_PSEUDONYM.findall(part) for part in parts_of(path))
        return any(not pseudonyms.isdisjoint(some) for some in told) or mentions(path, signs)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, pl.exceptions.PolarsError):
        return True  # it may: a person has to look
