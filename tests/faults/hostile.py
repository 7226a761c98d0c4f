"""What somebody may send on purpose."""

import gzip
import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

from cases import HEADER, Case, Outcome, review, reviews
from file_bytes import CLEAN, ONE, in_zip, written
from file_formats import REFUSED, SHEETS

GROUP = "hostile"
LAUGHS = """<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
BOMB_BYTES = 300 << 20
NOT_TAKEN = Outcome(0, None)


def _repacked(change: str, into: bytes, claimed: int | None = None) -> bytes:
    """A workbook with one part changed; it may claim another size than it has."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SHEETS)) as old,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            new.writestr(name, into if name == change else old.read(name))
    packed = whole.getvalue()
    return (
        packed
        if claimed is None
        else packed.replace(len(into).to_bytes(4, "little"), claimed.to_bytes(4, "little"))
    )


def _bomb(inbox: Path) -> None:
    with gzip.open(inbox / "a.csv", "wb", 1) as file:
        for _ in range(BOMB_BYTES >> 20):
            file.write(b"\n" * (1 << 20))


def _workbook_bomb(inbox: Path) -> None:
    bomb = _repacked("xl/sharedStrings.xml", b" " * BOMB_BYTES, 100)
    (inbox / "a.xlsx").write_bytes(bomb)


def _links(inbox: Path) -> None:
    outside = inbox.parent.parent / "outside"
    outside.mkdir()
    (outside / "a.csv").write_text(reviews(1))
    (inbox / "file.csv").symlink_to(outside / "a.csv")
    (inbox / "folder").symlink_to(outside)


def _no_files(inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.csv")
    (inbox / "folder.csv").mkdir()
    (inbox / ".hidden.csv").write_text(reviews(1))
    (inbox / "a.csv.part").write_text(reviews(1))


def _named(name: str):
    return written(reviews(1, 2), name)


SAYS = "a.csv"
HOSTILE = (
    Case(GROUP, "a gzip bomb", _bomb, REFUSED, "unpacks to more than 26. MB"),
    Case(
        GROUP,
        "a workbook bomb that lies about its size",
        _workbook_bomb,
        REFUSED,
        "unpacks to more than 26. MB",
    ),
    Case(
        GROUP,
        "entities in a workbook",
        written(_repacked("xl/sharedStrings.xml", LAUGHS.encode() + b"<sst>&b;</sst>"), "a.xlsx"),
        REFUSED,
        "",
    ),
    Case(
        GROUP,
        "a page of HTML named .xls",
        written("<!DOCTYPE html><table><tr><td>review</table>", "a.xls"),
        REFUSED,
        "a page of HTML or XML",
    ),
    Case(GROUP, "a way out of the archive", written(in_zip(reviews(1, 2), "../../../a.csv"), "a.zip"), CLEAN),
    Case(
        GROUP,
        "a column named as SQL",
        written(
            HEADER.replace("\n", ',"x""; DROP TABLE core.feedback;--"\n') + review(1).replace("\n", ",1\n")
        ),
        ONE,
    ),
    Case(
        GROUP,
        "SQL as a text and a key",
        written(
            HEADER + '"\'; drop table core.feedback; --",2026-03-01,5,"\'); delete from ops.files; --"\n'
        ),
        ONE,
    ),
    Case(GROUP, "a formula as a text", written(HEADER + review(1, '"=HYPERLINK(""x"",""y"")"')), ONE),
    Case(GROUP, "a script as a text", written(HEADER + review(1, "<script>alert(1)</script>")), ONE),
    Case(
        GROUP,
        "links to elsewhere",
        _links,
        replace(NOT_TAKEN, code=3),
        r"inbox/file.csv, inbox/folder: symbolic links are not followed",
        "run",
    ),
    Case(GROUP, "what is no file", _no_files, NOT_TAKEN, "", "run"),
    Case(GROUP, "a name that leads elsewhere", _named("..\\..\\a.csv"), CLEAN),
    Case(GROUP, "a line break in a name", _named("a\nb.csv"), CLEAN),
    Case(GROUP, "a terminal's commands in a name", _named("a\x1b[2J.csv"), CLEAN),
    Case(GROUP, "a shell's commands in a name", _named("$(touch x); `touch y` 'a'.csv"), CLEAN),
    Case(
        GROUP,
        "a template in a name and a text",
        written(HEADER + review(1, "{{7*7}} ${x} %s"), "{{a}} %s.csv"),
        ONE,
    ),
    Case(
        GROUP,
        "a text that takes patterns long",
        written(HEADER + review(1, "a@" * 50_000 + "1 " * 50_000 + "(" * 9_000 + "not " * 9_000)),
        ONE,
        "",
        "run",
    ),
    Case(GROUP, "a text of one endless word", written(HEADER + review(1, "é" * 500_000)), ONE, "", "run"),
    Case(
        GROUP,
        "signs that turn and hide text",
        written(HEADER + review(1, "\u202eabc\u2066\u200b\ufeff\u0300")),
        ONE,
    ),
    Case(
        GROUP,
        "five thousand columns",
        written(
            HEADER.replace("\n", "," + ",".join(f"c{n}" for n in range(5000)) + "\n")
            + review(1).replace("\n", "," * 5000 + "\n")
        ),
        ONE,
    ),
)
