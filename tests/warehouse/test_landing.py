"""Bytes to records: every record is in a batch or in its rejects, whatever the file looks like."""

import gzip
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from landed_files import landed, read

from transforms.heads import unique_names
from warehouse.landing import UnreadableFileError, land
from warehouse.landing.delimited import MAX_RECORD_LINES
from warehouse.landing.text import SAMPLE_BYTES, encoding_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_delimiter(tmp_path, delimiter):
    header, rows, rejects = read(tmp_path, f"id{delimiter}text\n1{delimiter}good\n2{delimiter}bad\n")
    assert (header, rows, rejects) == (("id", "text"), [(2, "1", "good"), (3, "2", "bad")], [])


def test_semicolons_with_decimal_commas(tmp_path):
    header, rows, _ = read(tmp_path, "id;score;text\n1;4,5;a, b, c\n2;3,5;d, e, f\n")
    assert (header, rows[0]) == (("id", "score", "text"), (2, "1", "4,5", "a, b, c"))


def test_sep_line_names_the_delimiter_and_is_no_record(tmp_path):
    header, rows, _ = read(tmp_path, "sep=;\nid;text\n1;a,b\n")
    assert (header, rows) == (("id", "text"), [(3, "1", "a,b")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_common_encoding(tmp_path, encoding):
    text = "id,text\n1,Très déçu: l’hôtel était bruyant\n2,Größe passt nicht für 5 €\n"
    _, rows, rejects = read(tmp_path, text.encode(encoding))
    assert [row[2] for row in rows] == ["Très déçu: l’hôtel était bruyant", "Größe passt nicht für 5 €"]
    assert rejects == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Très déçu"),
        ("cp1252", "Qualité médiocre, livraison très lente, je suis déçu et énervé"),
        ("cp1252", "Die Größe passt nicht, schlechte Qualität für den Preis"),
        ("cp1252", "La habitación estaba sucia y el baño también, ¡qué vergüenza!"),
        ("cp1252", "A entrega não chegou, péssimo atendimento, não recomendo à ninguém"),
        ("cp1252", "La qualità è pessima, perché costa così tanto?"),
        ("mac_roman", "Très déçu de la qualité"),
        ("cp1250", "Foarte mulţumit, dar livrarea a durat şi preţul e prea mare, aşa că nu ştiu"),
    ],
)
def test_single_byte_encodings_of_the_languages(tmp_path, encoding, text):
    _, rows, _ = read(tmp_path, f"id;text\n1;{text}\n".encode(encoding))
    assert rows == [(2, "1", text)]


def test_encoding_is_told_by_the_lines_that_are_not_ascii_however_late(tmp_path):
    plain = "id,text\n" + "1,plain\n" * (SAMPLE_BYTES // 8 + 10)
    file = landed(tmp_path, plain.encode() + "2,déçu de la qualité\n".encode("cp1252"))
    last = list(file.batches)[-1]
    assert last.frame.rows()[-1][2] == "déçu de la qualité"


def test_one_bad_byte_in_utf_8_costs_its_record_alone(tmp_path):
    text = "id,text\n1,très bien été à où\n".encode()
    _, rows, rejects = read(tmp_path, text + b"2,caf\xe9\n3,d\xc3\xa9j\xc3\xa0 vu\n")
    assert [row[1] for row in rows] == ["1", "3"]
    assert rejects == [(3, "holds the byte 0xE9, which is no text in the file's encoding")]


def test_a_nul_costs_its_record_alone(tmp_path):
    _, rows, rejects = read(tmp_path, b"id,text\n1,a\0b\n2,good enough to be read\n")
    assert [row[1] for row in rows] == ["2"]
    assert rejects == [(2, "holds the byte 0x00, which is no text in the file's encoding")]


def test_truncated_utf_16_is_refused_or_rejected_not_a_crash(tmp_path):
    content = "id,text\n1,good\n2,better\n".encode("utf-16")[:-3]
    try:
        _, rows, rejects = read(tmp_path, content)
    except UnreadableFileError:
        return
    assert len(rows) + len(rejects) == 2


def test_a_quoted_line_break_starts_no_record(tmp_path):
    _, rows, rejects = read(tmp_path, 'id,text\n1,"two\nlines, one ""record"""\n2,b\n')
    assert rows == [(2, "1", 'two\nlines, one "record"'), (4, "2", "b")]
    assert rejects == []


def test_an_unterminated_quote_costs_its_own_record(tmp_path):
    many = "".join(f"{number},text {number}\n" for number in range(3, 3003))
    _, rows, rejects = read(tmp_path, f'id,text\n1,a\n2,"never closed\n{many}')
    assert len(rows) == 1 + 3000 > MAX_RECORD_LINES
    assert rejects == [(3, "is no record: a quote opens here and does not close")]


def test_an_unterminated_quote_that_another_record_closes(tmp_path):
    _, rows, rejects = read(tmp_path, 'id,text,mood\n1,"open,5\n2,"said ""hi""",4\n3,c,3\n')
    assert [row[1] for row in rows] == ["2", "3"]
    assert [line for line, _ in rejects] == [2]


def test_ragged_rows_are_rejected_by_their_line(tmp_path):
    _, rows, rejects = read(tmp_path, "a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n4,5,6\n")
    assert [row[0] for row in rows] == [2, 6]
    assert rejects == [
        (3, "has 2 fields where the header has 3"),
        (5, "has 4 fields where the header has 3"),
    ]


def test_header_only_and_blank_lines_are_no_records(tmp_path):
    assert read(tmp_path, "id,text\n\n\n") == (("id", "text"), [], [])


@pytest.mark.parametrize("content", [b"", b"  \n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\n", b"\0" * 100])
def test_empty_files_are_refused(tmp_path, content):
    with pytest.raises(UnreadableFileError):
        read(tmp_path, content)


def test_repeated_and_blank_header_names_are_told_apart(tmp_path):
    header, rows, _ = read(tmp_path, "id,Other,,Other,line\n1,2,3,4,5\n")
    assert header == ("id", "Other", "column 3", "Other (2)", "line")
    assert rows == [(2, "1", "2", "3", "4", "5")]


@given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "", "column 2", " a ", None]), max_size=7))
@settings(max_examples=60, deadline=None)
def test_header_names_are_unique(cells):
    assert len(set(unique_names(cells))) == len(cells)


HOSTILE = ['x"; DROP TABLE t;--', "line", "title", "speaker_key", "valid_from", "problem:0", "raw:line"]


def test_hostile_column_names_are_names(tmp_path):
    quoted = ",".join('"' + name.replace('"', '""') + '"' for name in HOSTILE)
    header, rows, _ = read(tmp_path, f"{quoted}\n1,2,3,4,5,6,7\n")
    assert (header, rows) == (tuple(HOSTILE), [(2, "1", "2", "3", "4", "5", "6", "7")])
    header, rows, _ = read(tmp_path, json.dumps([dict.fromkeys(HOSTILE, "1")]), "export.json")
    assert (header, rows) == (tuple(HOSTILE), [(1, *"1111111")])
    pl.DataFrame({name: ["1"] for name in HOSTILE}).write_parquet(tmp_path / "export.parquet")
    header, rows, _ = read(tmp_path, (tmp_path / "export.parquet").read_bytes(), "x")
    assert (header, rows) == (tuple(HOSTILE), [(1, *"1111111")])


# JSON ---------------------------------------------------------------------------------------------------


def test_numbers_above_two_to_the_53_keep_their_digits(tmp_path):
    _, rows, _ = read(tmp_path, '[{"id": 9007199254740993, "score": 4.10}]', "export.json")
    assert rows == [(1, "9007199254740993", "4.10")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_json_in_any_unicode_encoding(tmp_path, encoding):
    content = '\n [{"id": 1, "t": "déçu"}]'.encode(encoding)
    assert read(tmp_path, content, "export.json") == (("id", "t"), [(1, "1", "déçu")], [])


def test_nested_objects_become_dotted_columns_and_lists_stay_json(tmp_path):
    content = (
        '{"reviews": [{"id": 1, "who": {"name": "Ana"}, "tags": ["a", "b"]}, {"id": 2, "is_new": true}]}'
    )
    header, rows, _ = read(tmp_path, content, "export.json")
    assert header == ("id", "who.name", "tags", "is_new")
    assert rows == [(1, "1", "Ana", '["a", "b"]', None), (2, "2", None, None, "true")]


def test_one_object_with_a_list_of_words_is_one_record(tmp_path):
    header, rows, _ = read(tmp_path, '{"id": 1, "tags": ["a", "b"]}', "export.json")
    assert (header, rows) == (("id", "tags"), [(1, "1", '["a", "b"]')])


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_one_bad_json_line_costs_itself(tmp_path, bad):
    lines = [f'{{"id": {number}}}' for number in range(3)]
    lines[bad] = '{"id": oops'
    _, rows, rejects = read(tmp_path, "\n".join(lines), "export.jsonl")
    assert [row[0] for row in rows] == [line for line in (1, 2, 3) if line != bad + 1]
    assert [(line, reason[:10]) for line, reason in rejects] == [(bad + 1, "is no JSON")]


def test_a_pretty_printed_document_is_no_json_lines(tmp_path):
    content = '{"reviews": [\n{"id": 1}\n]}'
    assert read(tmp_path, content, "export.json") == (("id",), [(1, "1")], [])


def test_bad_bytes_and_half_characters_in_json_cost_their_record(tmp_path):
    content = b"\n".join(
        [
            b'{"id": 1, "t": "caf\xe9"}',
            b'{"id": 2, "t": "\\ud83d"}',
            b'{"id": 3, "t": "\\u0000"}',
            '{"id": 4, "t": "été où à été très bien"}'.encode(),
        ]
    )
    _, rows, rejects = read(tmp_path, content, "export.jsonl")
    assert [row[1] for row in rows] == ["3", "4"]
    assert [line for line, _ in rejects] == [1, 2]


def test_records_that_are_no_objects_are_rejected(tmp_path):
    _, rows, rejects = read(tmp_path, '[{"id": 1}, 2, null, "x", [3]]', "export.json")
    assert (len(rows), [line for line, _ in rejects]) == (1, [2, 3, 4, 5])


@pytest.mark.parametrize("content", ["[" * 100_000, "[]", "{}", '{"a": ', '[{"id": 1}', "{'id': 1}"])
def test_json_that_is_none_is_refused(tmp_path, content):
    with pytest.raises(UnreadableFileError):
        read(tmp_path, content, "export.json")


# workbooks ----------------------------------------------------------------------------------------------


def workbook(path: Path, rows: list[list], **sheets: str) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for name, state in sheets.items():
            other = book.add_worksheet(name)
            other.write(0, 0, "other")
            if state == "hidden":
                other.hide()
    return path


def test_a_workbook_is_read_as_text(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["id", "n", "day"], ["007", 4.0, date(2024, 5, 31)], [], ["b", 4.5]]
    )
    file = land(path)
    (batch,) = file.batches
    assert batch.frame.rows() == [(2, "007", "4", "2024-05-31 00:00:00"), (4, "b", "4.5", None)]


def test_a_workbook_says_which_sheet_was_read(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["id"], [1]], second="visible", third="hidden")
    assert land(path).note == "sheet Data; other sheets are not read"


def test_a_workbook_without_data_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="no visible sheet with data"):
        land(workbook(tmp_path / "a.xlsx", []))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_workbook_is_refused(tmp_path, share):
    whole = workbook(tmp_path / "a.xlsx", [["id"], [1]]).read_bytes()
    with pytest.raises(UnreadableFileError, match="no readable workbook"):
        read(tmp_path, whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no readable workbook.*save it as XLSX"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\x1f\x8b\x08" + b"\0" * 600, "cannot be unpacked"),
        (b"<!DOCTYPE html><table><tr><td>id</td></tr></table>", "a page of HTML"),
        (gzip.compress(gzip.compress(b"id,text\n1,a\n")), "packs a packed file"),
    ],
    ids=["no workbook", "locked", "no archive", "HTML", "packed twice"],
)
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path, content, says):
    with pytest.raises(UnreadableFileError, match=says):
        read(tmp_path, content)


# Packed -------------------------------------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(b"id,text\n1,a\n"), zipped(**{"t.csv": b"id,text\n1,a\n", "__MACOSX/._t": b""})],
    ids=["gzip", "zip"],
)
def test_one_packed_table_is_unpacked_and_nothing_of_it_stays(tmp_path, packed):
    file = tmp_path / "export.csv"
    file.write_bytes(packed)
    landed = land(file, tmp_path / "scratch")
    assert [batch.frame.rows() for batch in landed.batches] == [[(2, "1", "a")]]
    del landed
    assert list((tmp_path / "scratch").iterdir()) == []


def test_several_packed_tables_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="packs 2 files"):
        read(tmp_path, zipped(**{"a.csv": b"id\n1\n", "b.csv": b"id\n1\n"}))


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("warehouse.landing.packed.UNSUSPECTED_BYTES", 1 << 20)
    with pytest.raises(UnreadableFileError, match="unpacks to more than 1 MB"):
        read(tmp_path, gzip.compress(b"id,text\n" + b"1,a\n" * 1_000_000))


def test_a_workbook_that_lies_about_its_size_is_counted_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr("warehouse.landing.packed.UNSUSPECTED_BYTES", 1 << 20)
    honest = zipped(**{"[Content_Types].xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (8 << 20)})
    lying = honest.replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(UnreadableFileError, match="unpacks to more than 1 MB"):
        read(tmp_path, lying)


# Parquet ------------------------------------------------------------------------------------------------


def parquet(path: Path, frame: pl.DataFrame) -> bytes:
    frame.write_parquet(path)
    return path.read_bytes()


def test_parquet_is_read_as_text(tmp_path):
    frame = pl.DataFrame(
        {
            "id": [9007199254740993, 2],
            "gap": [4.0, None],
            "at": [datetime(2024, 5, 31, 12, tzinfo=UTC), None],
            "tags": [["a"], []],
            "ok": [True, None],
        }
    )
    _, rows, _ = read(tmp_path, parquet(tmp_path / "a.parquet", frame), "b.parquet")
    assert rows[0] == (1, "9007199254740993", "4", "2024-05-31T12:00:00.000000+00:00", '["a"]', "true")
    assert rows[1][:4] == (2, "2", None, None)


def test_parquet_of_durations_and_records(tmp_path):
    frame = pl.DataFrame({"took": [timedelta(seconds=90), None], "by": [{"id": 1}, None]})
    _, rows, _ = read(tmp_path, parquet(tmp_path / "a.parquet", frame), "b.parquet")
    assert rows == [(1, "90000000", '{"id":1}'), (2, None, None)]


def test_parquet_bytes_that_are_no_text_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="no text after row 0"):
        read(tmp_path, parquet(tmp_path / "a.parquet", pl.DataFrame({"b": [b"\xff"]})), "b.parquet")


def test_parquet_with_a_repeated_column(tmp_path):
    table = pa.table([pa.array(["1"]), pa.array(["2"])], names=["a", "a"])
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    assert read(tmp_path, (tmp_path / "a.parquet").read_bytes(), "b") == (("a", "a (2)"), [(1, "1", "2")], [])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_truncated_parquet_is_refused(tmp_path, share):
    whole = parquet(tmp_path / "a.parquet", pl.DataFrame({"id": range(5000)}))
    with pytest.raises(UnreadableFileError):
        read(tmp_path, whole[: int(len(whole) * share)], "b.parquet")


def test_damaged_parquet_pages_are_refused(tmp_path):
    whole = bytearray(
        parquet(tmp_path / "a.parquet", pl.DataFrame({"id": [f"text {n}" for n in range(5000)]}))
    )
    whole[200:2000] = b"\xff" * 1800
    with pytest.raises(UnreadableFileError):
        read(tmp_path, bytes(whole), "b.parquet")


# properties ---------------------------------------------------------------------------------------------

CELL = st.text(st.sampled_from('ab,;"\n\r\t é\0|'), max_size=8)


@given(st.lists(CELL, max_size=12))
@settings(max_examples=150, deadline=None)
def test_records_of_any_text_have_rising_lines_and_none_in_both(tmp_path_factory, pieces):
    path = tmp_path_factory.mktemp("any") / "export.csv"
    path.write_bytes(("id,text\n" + "\n".join(pieces)).encode())
    file = land(path)
    assert len(file.header) >= 1
    lines = [line for batch in file.batches for line in (*batch.frame["line"], *batch.rejects["line"])]
    assert len(set(lines)) == len(lines)


@given(
    st.lists(st.tuples(*[st.text(st.sampled_from('ab,;"\n é|'), min_size=1, max_size=8)] * 3), max_size=10)
)
@settings(max_examples=60, deadline=None)
def test_what_a_csv_writer_writes_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("round") / "export.csv"
    pl.DataFrame(rows, schema=dict.fromkeys(("a", "b", "c"), pl.String), orient="row").write_csv(path)
    assert encoding_of(path) == "utf-8"
    (*batches,) = land(path).batches
    assert [row[1:] for batch in batches for row in batch.frame.rows()] == rows


def test_long_json_lines_are_read_twice_and_never_held(tmp_path, monkeypatch):
    lines = ['{"a": 1}', "", "no JSON", '{"b": {"c": "x"}}', '{"a": 2, "d": [1]}']
    held = landed(tmp_path, "\n".join(lines), "export.jsonl")
    monkeypatch.setattr("warehouse.landing.documents.LARGEST_HELD", 0)
    monkeypatch.setattr("warehouse.landing.raw.BATCH_RECORDS", 1)
    file = landed(tmp_path, "\n".join(lines), "export.jsonl")
    assert file.header == held.header == ("a", "b.c", "d")
    batches = list(file.batches)
    assert [one.lines for one in batches] == [1, 1, 1, 1]
    rows = [row for one in batches for row in one.frame.rows()]
    assert rows == [(1, "1", None, None), (4, None, "x", None), (5, "2", None, '["1"]')]
    assert [line for one in batches for line in one.rejects["line"]] == [3]
