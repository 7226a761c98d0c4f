"""A workbook without some rows of its sheet, and without the texts that only they showed."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

_ROW = re.compile(rb"<row\b[^>]*?\br=\"([0-9]+)\"[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_SHARED = re.compile(rb"<c\b[^>]*\bt=\"s\"[^>]*>\s*<v>([0-9]+)</v>")
_TEXT = re.compile(rb"<si\b[^>]*?(?:/>|>.*?</si>)", re.DOTALL)
_SHEETS = "xl/worksheets/"
_TEXTS = "xl/sharedStrings.xml"


def without_rows(path: Path, target: Path, erased: Sequence[int]) -> None:
    """Takes them out of the first sheet; whether that was the one that is read, the caller has to see."""
    gone = set(erased)
    with zipfile.ZipFile(path) as source:
        parts = {one.filename: source.read(one) for one in source.infolist()}
        infos = source.infolist()
    sheet = min((name for name in parts if name.startswith(_SHEETS)), key=lambda name: (len(name), name))
    first = min((int(row.group(1)) for row in _ROW.finditer(parts[sheet])), default=1)
    taken = {number + first - 1 for number in gone}
    before = _used(parts)
    parts[sheet] = _ROW.sub(lambda row: b"" if int(row.group(1)) in taken else row.group(), parts[sheet])
    unused = before - _used(parts)
    texts = iter(range(1 << 62))
    parts[_TEXTS] = _TEXT.sub(
        lambda text: b"<si><t></t></si>" if next(texts) in unused else text.group(), parts.get(_TEXTS, b"")
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for info in infos:
            out.writestr(info, parts[info.filename], compress_type=info.compress_type)


def _used(parts: dict[str, bytes]) -> set[int]:
    sheets = (content for name, content in parts.items() if name.startswith(_SHEETS))
    return {int(index) for content in sheets for index in _SHARED.findall(content)}
