"""A file read in blocks is the file read record by record, whatever it looks like."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warehouse.landing import delimited, land
from warehouse.landing.blocks import read_block

NAMES = ("raw:id", "raw:text")


def records(path: Path) -> tuple[list, list]:
    """Rows and rejects, in order of their lines."""
    batches = list(land(path).batches)
    rows = pl.concat([one.frame for one in batches]) if batches else pl.DataFrame()
    rejects = pl.concat([one.rejects for one in batches]) if batches else pl.DataFrame()
    return rows.rows(), rejects.rows()


def one_by_one(path: Path) -> tuple[list, list]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "read_block", lambda *_: None)
        return records(path)


FIELD = st.sampled_from(
    ["", "a", "é", "€", "b c", " ", "\t", "a;b", "sep=;", "\r", "\0", "\ufeff"]
) | st.sampled_from(
    ['""', '"', '"a"', '"a,b"', '"x\ny"', '"x\r\ny"', 'q"q', '"q"q', '"a""b"', '"never closed']
)
RECORD = st.lists(FIELD, min_size=1, max_size=3).map(",".join) | st.just("1,good") | st.just('2,"fine, too"')
END = st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", "\r", ""])


@given(
    st.lists(st.tuples(RECORD, END), max_size=30),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([8, 40, 200]),
    st.binary(max_size=2),
)
@example([("1,x", "\n")] * 12 + [('2,"a\nb"', "\n")], "utf-8", 40, b"")
@example([("1,x", "\n")] * 12 + [("2,\ufeff", "\n"), ("\ufeff3,y", "\n")], "utf-8", 40, b"\xff")
@settings(max_examples=120, deadline=None)
def test_blocks_give_the_same_records_as_reading_one_by_one(tmp_path_factory, pieces, encoding, size, end):
    path = tmp_path_factory.mktemp("any") / "export.csv"
    text = "id,text\n" + "".join(record + end for record, end in pieces)
    path.write_bytes(text.encode(encoding, "replace") + end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "LARGEST_BLOCK", 4 * size)
        patch.setattr(delimited, "SMALLEST_BLOCK", size)
        assert records(path) == one_by_one(path)


def test_after_damage_blocks_are_read_again(tmp_path, monkeypatch):
    path = tmp_path / "export.csv"
    good = "".join(f'{number},"text, {number}"\n' for number in range(20_000))
    path.write_text(f'id,text\n{good}x,"open\n{good}y,q"q\n{good}', encoding="utf-8")
    read = []

    def noted(*given):
        block = read_block(*given)
        read.append(0 if block is None else block.frame.height)
        return block

    monkeypatch.setattr(delimited, "read_block", noted)
    monkeypatch.setattr(delimited, "SMALLEST_BLOCK", 1 << 12)
    rows, rejects = records(path)
    assert (len(rows), [line for line, *_ in rejects]) == (60_001, [20_002])
    assert sum(read) > 58_000
    assert rows[-1] == (60_003, "19999", "text, 19999")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,a\n\n2,b\n", "a blank line"),
        ("1,a\n2\n", "another number of fields"),
        ('1,"a"b\n', "text behind a closing quote"),
        ('1,a"b"\n', "quotes within a field that has none around it"),
        ('1,""a\n', "text behind an empty quoted field"),
        ("1,a\r2,b\n", "a return that is half a line break"),
        ("1,a\0\n", "a NUL"),
        ("\ufeff1,a\n", "a mark that the parser would drop"),
        ('1,"a\n\nb"\n', "a record of too many lines"),
    ],
)
def test_what_is_not_proven_is_not_read_in_a_block(text, why):
    assert read_block(text.encode(), True, ",", NAMES, 1, 2) is None, why
    assert read_block(b"1,a\n\xff,b\n", True, ",", NAMES, 1, 2) is None


def test_a_block_ends_with_its_last_whole_record():
    block = read_block(b'1,a\r\n"","b\r\n""c"\r\n,\r\n4,"d\r\n', False, ",", NAMES, 7, 9)
    assert block is not None
    assert block.frame.rows() == [(7, "1", "a"), (8, "", 'b\r\n"c')]
    assert (block.size, block.lines) == (21, 4)
