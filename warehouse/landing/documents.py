"""JSON: records one to a line, or in the lists of a document."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from transforms.answered import by_question
from transforms.heads import Head
from warehouse.landing.raw import Bad, Fields, Landed, UnreadableFileError, batched
from warehouse.landing.text import ESCAPED, encoding_of, has_undecodable, printable

Record = tuple[int, dict[str, str | None]]

ENVELOPES = frozenset({"_airbyte_data", "form_response"})
"""Objects in which a tool hands on the whole record: their names are the record's own."""

BETWEEN_VALUES = ";"

TOO_DEEP = "that can be read: its objects are nested too deep"

LARGEST_HELD = 1 << 26
"""Bytes of JSON lines that are held while their names are gathered; longer files are read twice instead."""


def land_json(path: Path) -> Landed:
    """Opens JSON lines, or a document; of its lists of objects any may be the records, else it is one itself.

    Raises:
        UnreadableFileError: it is no JSON, or holds no records.
    """
    encoding = encoding_of(path)
    if _is_lines(path, encoding):
        lines = _JsonLines(path, encoding)
        return _named(landed_records("", list(lines) if path.stat().st_size <= LARGEST_HELD else lines))
    try:
        whole = _parsed(path.read_text(encoding, ESCAPED))
        lists = {"": whole} if isinstance(whole, list) else lists_of_records(whole)
    except RecursionError as error:
        raise UnreadableFileError(f"is no JSON {TOO_DEEP}") from error
    except ValueError as error:
        raise UnreadableFileError(f"is no JSON: {error}") from error
    parts, line = [], 1
    for name, records in lists.items():
        checked = [_checked(number, one) for number, one in enumerate(records, start=line)]
        parts.append(landed_records(name, checked))
        line += len(records)
    if isinstance(whole, dict):
        parts.append(landed_records("", [_checked(1, whole)]))
    return _first_of(parts)


def _first_of(parts: Sequence[Landed]) -> Landed:
    """A document by its first part with names; a list without any is still one whose records count."""
    first = _named(next((one for one in parts if one.header), parts[0]))
    return replace(first, others=tuple(one for one in parts if one is not first and (one.header or one.part)))


def lists_of_records(whole: dict[str, Any]) -> dict[str, list[Any]]:
    """By name, the lists of objects that a document keeps its records in: those nearest to its top."""
    found = {name: value for name, value in whole.items() if is_list_of_objects(value)}
    inner = ((name, value) for name, value in whole.items() if isinstance(value, dict))
    if found:
        return found
    return {
        f"{name}.{below}": records
        for name, value in inner
        for below, records in lists_of_records(value).items()
    }


def is_list_of_objects(value: Any) -> bool:
    """Whether it is what a document keeps its records in."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def landed_records(name: str, records: Iterable[Record | Bad]) -> Landed:
    """Reads the records once for their names, and again when they are asked for."""
    header = tuple(dict.fromkeys(name for one in records if not isinstance(one, Bad) for name in one[1]))
    head = Head.of_names(header)
    return Landed("json", head, batched(_rows(records, header), head.names), part=name)


def _named(landed: Landed) -> Landed:
    if not landed.header:
        raise UnreadableFileError("holds no records")
    return landed


def _rows(records: Iterable[Record | Bad], header: tuple[str, ...]) -> Iterator[tuple[int, Fields] | Bad]:
    for record in records:
        yield record if isinstance(record, Bad) else (record[0], [record[1].get(name) for name in header])


def _is_lines(path: Path, encoding: str) -> bool:
    """Whether one of the first two lines is an object by itself, and the whole is not one document."""
    with path.open(encoding=encoding, errors=ESCAPED) as file:
        first_two = list(islice((line for line in file if line.strip()), 2))
    objects = [isinstance(_parsed_or_none(line), dict) for line in first_two]
    if len(first_two) < 2 or not any(objects):
        return False
    return objects[0] or _parsed_or_none(path.read_text(encoding, ESCAPED)) is None


@dataclass(frozen=True)
class _JsonLines:
    """The records of a file of JSON lines, read anew each time that they are gone through."""

    path: Path
    encoding: str

    def __iter__(self) -> Iterator[Record | Bad]:
        with self.path.open(encoding=self.encoding, errors=ESCAPED) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield record_of(number, line)


def record_of(number: int, line: str) -> Record | Bad:
    """The record that a text is, as JSON."""
    try:
        return _checked(number, _parsed(line))
    except RecursionError:
        return Bad(number, f"is no JSON {TOO_DEEP}", printable(line))
    except ValueError as error:
        return Bad(number, f"is no JSON: {error}", printable(line))


def _checked(number: int, record: Any) -> Record | Bad:
    if not isinstance(record, dict):
        return Bad(number, "is no record: a JSON object with names was expected", printable(str(record)))
    try:
        flat = dict(_flat(record, ""))
    except RecursionError:
        return Bad(number, f"is no record {TOO_DEEP}", None)
    if any(has_undecodable(text) for pair in flat.items() for text in pair if text):
        return Bad(number, "holds bytes or half characters that are no text", printable(str(record)))
    return number, flat


def _flat(record: dict[str, Any], prefix: str) -> Iterator[tuple[str, str | None]]:
    for name, value in by_question(record).items():
        if isinstance(value, dict):
            yield from _flat(value, prefix if name in ENVELOPES else f"{prefix}{name}.")
        elif is_list_of_objects(value):
            yield from _side_by_side(value, f"{prefix}{name}.")
        elif value is None or isinstance(value, str):
            yield prefix + name, value
        else:
            yield prefix + name, json.dumps(value, ensure_ascii=False)


def _side_by_side(objects: list[Any], prefix: str) -> Iterator[tuple[str, str | None]]:
    """What a record's list of objects says, name by name: different values of one name behind each other."""
    told: dict[str, dict[str, None]] = {}
    for one in objects:
        for name, text in _flat(one, prefix) if isinstance(one, dict) else ():
            told.setdefault(name, {}).update({text: None} if text else {})
    for name, texts in told.items():
        yield name, BETWEEN_VALUES.join(texts) or None


def _parsed_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _parsed(text: str) -> Any:
    # Numbers stay as they are written: a key above 2^53 must not become its neighbour.
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
