"""Which encoding and delimiter a text file has."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

SAMPLE_BYTES = 262_144
DECODED_BYTES = 1 << 20
BOM = codecs.BOM_UTF8
DELIMITERS = (",", ";", "\t", "|")
SNIFFED_RECORDS = 50
SAMPLED_LINES = 1_000
SINGLE_BYTE = ("cp1252", "cp1250", "iso8859_15", "iso8859_16", "mac_roman")
"""Where two fit alike the earlier is meant. A library's guess was tried: in short texts it reads è as č."""

LETTERS = frozenset("àâäáãæçéèêëíìîïñóòôöõœúùûüßÿăşţșț")
SIGNS = frozenset("€’‘“”«»„…–—¿¡°\u00a0")

_MARKS = (
    (BOM, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

ESCAPED = "voc-escaped"
"""How files are read: a byte that is no text becomes the character 0xDC00 + byte, in every encoding."""


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(ESCAPED, _escaped)

NUL = "\udd00"
"""Stands for a NUL, which the CSV reader would not take; U+DC00 is a byte of one, where UTF-16 was cut."""

_UNDECODABLE = re.compile(r"[\ud800-\udfff]")

_ESCAPED_BYTE = re.compile(r"[\udc80-\udcff]")

FEW_BAD_BYTES = 0.2
"""Bad sequences per good multi-byte character up to which a file is damaged UTF-8, not another encoding."""


def encoding_of(path: Path) -> str:
    """The encoding of a text file: its byte order mark, else UTF-8 where it fits, else the likeliest."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 4 and min(even, odd) < max(even, odd) // 4:  # else it is padding
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8" if _is_utf8(path) else _single_byte(path)


def _is_utf8(path: Path) -> bool:
    """Counts only where something is no UTF-8: to look whether all is takes a quarter of the time."""
    if all(map(_is_whole, _pieces(path))):
        return True
    good = bad = 0
    for lines in _pieces(path):
        text = lines.decode("utf-8", "surrogateescape")
        bad += len(_ESCAPED_BYTE.findall(text))
        good += len(lines) - len(text)  # bytes beyond the first of each character
    return bad <= good * FEW_BAD_BYTES


def _pieces(path: Path) -> Iterator[bytes]:
    """Whole lines, about a million bytes at a time."""
    with path.open("rb") as file:
        while lines := file.read(DECODED_BYTES) + file.readline():
            yield lines


def _is_whole(lines: bytes) -> bool:
    try:
        pl.Series([lines], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _single_byte(path: Path) -> str:
    """The encoding under which most of what is not ASCII is a letter of the eight languages."""
    with path.open("rb") as file:
        telling = (line for line in file if not line.isascii())
        sample = bytes(byte for byte in b"".join(islice(telling, SAMPLED_LINES)) if byte > 0x7F)
    return max(SINGLE_BYTE, key=lambda encoding: sum(map(_is_ours, sample.decode(encoding, "replace"))))


def _is_ours(character: str) -> bool:
    return character.lower() in LETTERS or character in SIGNS


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter under which the first records have the most, and the most equal, fields."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(SAMPLE_BYTES // 4)
    first = sample.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1]
    return max(DELIMITERS, key=lambda delimiter: _score(sample, delimiter))


def escapes_quotes(path: Path, encoding: str, delimiter: str) -> bool:
    """Whether quotes within fields are written \\" instead of doubled, as its first records tell."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(SAMPLE_BYTES)
    return re.search(rf'\\"[^{re.escape(delimiter)}"\r\n]', sample) is not None


ESCAPED_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)\\"')
"""A backslash that is not itself escaped, before a quote."""


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    lines = csv.reader(io.StringIO(sample.replace("\0", "")), delimiter=delimiter)
    widths = []
    try:
        for row in lines:
            if any(row):
                widths.append(len(row))
            if len(widths) == SNIFFED_RECORDS:
                break
    except csv.Error:
        pass  # a field over the limit: judge by the records before it
    if not widths or widths[0] == 1:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def has_undecodable(text: str) -> bool:
    """Whether a text read with `surrogateescape` holds what is no text in the file's encoding."""
    return not text.isascii() and _UNDECODABLE.search(text) is not None


def undecodable_byte(text: str) -> str:
    """What the first of them is, as a reason."""
    found = _UNDECODABLE.search(text)
    byte = ord(found.group()) & 0xFF if found else 0
    return f"holds the byte 0x{byte:02X}, which is no text in the file's encoding"


def printable(text: str) -> str:
    """A text that can be stored, with a stand-in for what is none."""
    return _UNDECODABLE.sub("\ufffd", text.strip("\r\n"))
