"""An original without some of its records: every other byte of a CSV, of JSON lines or of a sheet stays."""

import gzip
import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from warehouse.erasing.sheets import without_rows
from warehouse.erasing.signs import spellings
from warehouse.landing.documents import is_list_of_objects
from warehouse.landing.text import encoding_of

STAND_IN = "[erased]"
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_GZIP, _ZIP, _PARQUET, _OLE = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"


class UnsafeRewriteError(Exception):
    """A file that cannot be rewritten without harm; the message says why."""


def rewrite(
    path: Path, target: Path, starts: Sequence[int], erased: Sequence[int], signs: Sequence[str], part: str
) -> None:
    """Writes `target`: the file without the records that begin at `erased`.

    Args:
        starts: where each record begins, as landing counts.
        erased: those of them to take out.
        signs: what must stand nowhere else either; it becomes [erased].
        part: the list of the document that holds the records; empty where there is no other.
    """
    content = path.read_bytes()
    if content.startswith(_GZIP):
        unpacked = target.with_suffix(".unpacked")
        unpacked.write_bytes(gzip.decompress(content))
        plain = target.with_suffix(".plain")
        rewrite(unpacked, plain, starts, erased, signs, part)
        target.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
        unpacked.unlink()
        plain.unlink()
    elif content.startswith(_PARQUET):
        _rewrite_parquet(path, target, erased)
    elif content.startswith(_ZIP):
        without_rows(path, target, erased)
    elif content.startswith(_OLE):
        raise UnsafeRewriteError("is in Excel's old format, which cannot be rewritten: save it as XLSX")
    else:
        _rewrite_text(path, target, starts, erased, signs, part)


def _rewrite_parquet(path: Path, target: Path, erased: Sequence[int]) -> None:
    table = pyarrow.parquet.read_table(path)
    gone = set(erased)
    kept = [row for row in range(table.num_rows) if row + 1 not in gone]
    pyarrow.parquet.write_table(table.take(kept), target)


def _rewrite_text(
    path: Path, target: Path, starts: Sequence[int], erased: Sequence[int], signs: Sequence[str], part: str
) -> None:
    codec = _codec(path)
    text = path.read_bytes().decode(codec, "surrogatepass" if "16" in codec or "32" in codec else "strict")
    is_document = text.lstrip("\ufeff\xef\xbb\xbf \t\r\n")[:1] in ("{", "[") and not _is_json_lines(text)
    kept = (
        _without_elements(text, starts, erased, part)
        if is_document
        else _without_lines(text, starts, erased, signs)
    )
    for spelt in (spelt for sign in signs for spelt in spellings(sign)):
        kept = re.sub(_whole(_in(spelt, path, codec)), STAND_IN, kept, flags=re.IGNORECASE)
    target.write_bytes(kept.encode(codec, "surrogatepass" if "16" in codec or "32" in codec else "strict"))


def _codec(path: Path) -> str:
    """One that gives every byte back: ASCII is the same in all but the wide encodings."""
    encoding = encoding_of(path)
    start = path.read_bytes()[:4]
    if encoding == "utf-16":
        return "utf-16-le" if start.startswith(b"\xff\xfe") else "utf-16-be"
    if encoding == "utf-32":
        return "utf-32-le" if start.startswith(b"\xff\xfe") else "utf-32-be"
    return encoding if encoding.startswith("utf-16") else "latin-1"


def _in(sign: str, path: Path, codec: str) -> str:
    return sign if codec != "latin-1" else sign.encode(encoding_of(path), "replace").decode("latin-1")


def _whole(sign: str) -> str:
    return rf"(?<![A-Za-z0-9]){re.escape(sign)}(?![A-Za-z0-9])"


def _is_json_lines(text: str) -> bool:
    lines = [line for line in text.lstrip("\ufeff\xef\xbb\xbf").splitlines() if line.strip()][:2]
    try:
        return isinstance(json.loads(lines[0]), dict) and (len(lines) > 1 or not _has_a_list(lines[0]))
    except ValueError:
        return False


def _has_a_list(line: str) -> bool:
    """Whether a single object is a document of records, as landing sees it."""
    return any(is_list_of_objects(value) for value in json.loads(line).values())


def _without_lines(text: str, starts: Sequence[int], erased: Sequence[int], signs: Sequence[str]) -> str:
    """Lines stay where they are: of a record that is taken out, only the line ends are left."""
    lines = _LINES.findall(text)
    gone = set(erased)
    for number, line in enumerate(lines, start=1):
        place = bisect_right(starts, number) - 1
        if place >= 0 and starts[place] in gone:
            lines[number - 1] = line[len(line.rstrip("\r\n")) :]
    return "".join(lines)


def _without_elements(text: str, starts: Sequence[int], erased: Sequence[int], part: str) -> str:
    """A JSON document without some of its list of records; nothing is left of one that is a record."""
    if erased and not part and text.lstrip("\ufeff\xef\xbb\xbf \t\r\n").startswith("{"):
        return "[]"
    spans = _elements(text)
    if len(spans) != len(starts):
        raise UnsafeRewriteError("holds other lists than that of its records: delete the file")
    gone = set(erased)
    parts, done = [], 0
    kept = [span for number, span in enumerate(spans, start=1) if number not in gone]
    if len(kept) == len(spans):
        return text
    first, last = spans[0][0], spans[-1][1]
    parts = [text[done:first], ", ".join(text[low:high] for low, high in kept), text[last:]]
    return "".join(parts)


def _elements(text: str) -> list[tuple[int, int]]:
    """Where each record of the document stands: of its list, or of the one list of objects under its keys."""
    decoder = json.JSONDecoder()
    at = _next(text, len(text) - len(text.lstrip("\ufeff\xef\xbb\xbf")))
    if text[at] == "[":
        return _spans(decoder, text, at)
    at, lists = _next(text, at + 1), []
    while text[at] != "}":
        _, at = decoder.raw_decode(text, at)
        at = _next(text, _next(text, at) + 1)
        value: Any
        value, end = decoder.raw_decode(text, at)
        if is_list_of_objects(value):
            lists.append(at)
        at = _next(text, end)
        at = _next(text, at + 1) if text[at] == "," else at
    if len(lists) != 1:
        what = "holds several lists of records" if lists else "is one record by itself"
        raise UnsafeRewriteError(f"{what}: delete the file")
    return _spans(decoder, text, lists[0])


def _spans(decoder: json.JSONDecoder, text: str, at: int) -> list[tuple[int, int]]:
    found = []
    at = _next(text, at + 1)
    while text[at] != "]":
        _, end = decoder.raw_decode(text, at)
        found.append((at, end))
        at = _next(text, end)
        at = _next(text, at + 1) if text[at] == "," else at
    return found


def _next(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at
