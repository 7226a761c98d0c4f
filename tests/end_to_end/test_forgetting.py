"""A person is erased everywhere, in every format of originals, and no old file brings them back."""

import gzip
import io
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from bytes_held import holding
from command import AS_VOC, new_project, process, rows, voc
from shop import SOURCES

PERSON, EMAIL = "K-4711-XY", "zoe.quint@example.org"
STATE = "Quixland"
"""A segment that nobody else is in."""
WORDS = "Zabaglione quixotic wombat, never again"
COLUMNS = ("review", "client", "said_at", "edited_at", "stars", "words")
FORMATS = (
    "plain.csv",
    "wide.csv",
    "many.jsonl",
    "one.json",
    "line.json",
    "sheet.xlsx",
    "column.parquet",
    "packed.csv.gz",
)


def records(of: str) -> list[dict[str, str]]:
    """Twelve reviews; the fourth is the person's, the fifth names their address."""
    clients = [PERSON if n == 4 else f"K-{n}" for n in range(1, 13)]
    texts = {4: f"{WORDS} {of}", 5: f"Ask {EMAIL}, she knows"}
    return [
        dict(
            zip(
                COLUMNS,
                (
                    f"{of}-{n}",
                    client,
                    f"2026-03-{n:02}",
                    "2026-04-01",
                    str(1 + n % 5),
                    texts.get(n, "It broke.\nAt once."),
                ),
                strict=True,
            )
        )
        for n, client in enumerate(clients, start=1)
    ]


def contents(name: str) -> bytes:
    frame = pl.DataFrame(records(name))
    if name.endswith(".jsonl"):
        return "\n".join(map(json.dumps, records(name))).encode()
    if name.endswith(".json"):
        return json.dumps({"reviews": records(name)}, indent=1 if name == "one.json" else None).encode()
    if name.endswith(".xlsx"):
        written = io.BytesIO()
        frame.with_columns(words=pl.col("words").str.replace(EMAIL, "her")).write_excel(written)
        return written.getvalue()
    if name.endswith(".parquet"):
        written = io.BytesIO()
        frame.with_columns(words=pl.col("words").str.replace(EMAIL, "her")).write_parquet(written)
        return written.getvalue()
    text = frame.write_csv(quote_style="always")
    packed = gzip.compress(text.encode()) if name.endswith(".gz") else None
    return packed or (
        text.encode("utf-16") if name == "wide.csv" else text.replace("\n", "\r\n").encode("cp1252")
    )


def customers() -> str:
    others = "".join(f"K-{n},Ann Example{n},ann{n}@example.org,SP,Pro,2026-01-01\n" for n in range(1, 13))
    header = "client,name,email,state,plan,changed_at"
    return f"{header}\n{PERSON},Zoe Quint,{EMAIL},{STATE},Pro,2026-01-01\n{others}"


def digests(project: Path) -> list[dict]:
    """Of all tables of figures; report.data_quality lists the files, a new one too."""
    return rows(project, "from ops.digests where relation <> 'report.data_quality' order by all")


def files(project: Path) -> list[dict]:
    return rows(project, "select * exclude (run_id) from ops.files order by all")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(
        tmp_path_factory.mktemp("forgetting") / "shop", SOURCES, {"customers.csv": customers()}
    )
    for name in FORMATS:
        (project / "inbox" / name).write_bytes(contents(name))
    overlapping = contents("plain.csv").decode("cp1252")
    (project / "inbox" / "plain_again.csv").write_text(overlapping, "utf-8")
    done = voc("run", "--project", project)
    assert done.code == 0, done.err + done.out
    assert holding(project, EMAIL, PERSON, WORDS)
    assert rows(project, f"from report.divergence where segment = '{STATE}'")
    return project


@pytest.fixture(scope="module")
def forgotten(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop after `voc forget`; the originals as they were beside it."""
    project = tmp_path_factory.mktemp("forgotten") / "shop"
    shutil.copytree(shop, project)
    copies = project / "handed out"
    for form in ("csv", "parquet"):
        assert voc("export", copies, "--project", project, "--format", form).code == 0
    done = process(AS_VOC, "forget", "--email", EMAIL, "--project", project, "--json")
    assert done.code == 0, done.err + done.out
    quotes = {f"handed out/divergence_quotes.{form}" for form in ("csv", "parquet")}
    assert quotes <= set(done.json["copies"]) < {f"handed out/{path.name}" for path in copies.iterdir()}
    shutil.rmtree(copies)
    assert done.json["erased"] == {"feedback": 8, "answers": 0, "profiles": 1, "contacts": 0, "identities": 3}
    assert done.json["originals_rewritten"] == 10
    return project


def test_nothing_of_the_person_is_in_any_file(forgotten, shop):
    assert holding(forgotten, EMAIL, PERSON, WORDS, "Zoe Quint", STATE) == []
    theirs = rows(shop, f"select customer_id from core.feedback where text like '{WORDS}%'")[0]["customer_id"]
    assert holding(forgotten, theirs) == []


def test_the_others_stay_as_they_were(forgotten, shop):
    of_others = f"from core.feedback where text not like '{WORDS}%' order by feedback_id"
    assert rows(forgotten, of_others) == rows(shop, of_others)
    assert all(one["lines"] == one["loaded"] + one["rejected"] + one["duplicate"] for one in files(forgotten))
    kept = (forgotten / "inbox" / "plain.csv").read_bytes()
    for line in contents("plain.csv").split(b"\r\n"):
        assert line in kept or PERSON.encode() in line or EMAIL.encode() in line or WORDS.encode() in line


@pytest.mark.system
def test_old_files_bring_nobody_back(forgotten, shop, tmp_path):
    project = tmp_path / "shop"
    shutil.copytree(forgotten, project)
    before = digests(project)
    assert (
        voc("run", "--project", project, "--json").json["status"] == "unchanged"
    )  # the ledger knows its files
    shutil.copy(shop / "inbox" / "plain.csv", project / "inbox" / "same.csv")
    again = contents("wide.csv").decode("utf-16")  # and once as another file
    (project / "inbox" / "again.csv").write_text(again, "utf-8")
    done = voc("run", "--project", project, "--json")
    loaded = {one["path"]: one for one in done.json["files"]}["inbox/again.csv"]
    assert (loaded["lines"], loaded["rejected"]) == (12, 1)
    rejects = rows(project, "select reason, raw from ops.rejects where reason like 'belongs%' group by all")
    assert rejects == [{"reason": "belongs to a person who was erased", "raw": None}]
    (project / "inbox" / "again.csv").unlink()
    assert digests(project) == before


def test_what_cannot_be_rewritten_stops_it_before_anything_is_done(shop, tmp_path):
    project = tmp_path / "shop"
    shutil.copytree(shop, project)
    (project / "inbox" / "notes.txt").write_text(f"call {EMAIL}")
    before = {path: path.read_bytes() for path in (project / "inbox").iterdir()}
    done = voc("forget", "--customer", PERSON, "--project", project)
    assert done.code == 1
    assert "inbox/notes.txt" in done.err
    assert "Nothing was erased" in done.err
    assert before == {path: path.read_bytes() for path in (project / "inbox").iterdir()}
    assert EMAIL not in done.err + done.out
    assert not (project / "state" / "staging" / "originals").exists()


@pytest.mark.system
@pytest.mark.parametrize("dies_at", ["flows.forgetting.conduct", "flows.steps.erasing.finish_erasing"])
def test_a_killed_erasure_is_finished_by_the_next_run(shop, tmp_path, monkeypatch, dies_at):
    project = tmp_path / "shop"
    shutil.copytree(shop, project)

    def die(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(dies_at, die)
        assert voc("forget", "--customer", PERSON, "--project", project).code == 1
    (project / "inbox" / "late.csv").write_bytes(contents("late.csv"))  # rewritten before it is loaded
    assert voc("run", "--project", project).code == 0
    late = rows(project, "select status, lines, loaded from ops.files where path = 'inbox/late.csv'")
    assert late == [{"status": "loaded", "lines": 11, "loaded": 11}]
    assert holding(project, EMAIL, PERSON, WORDS, "Zoe Quint") == []


@pytest.mark.parametrize("name", ["K-99999", "nobody@example.org"])
def test_who_is_not_known_is_said(shop, name):
    option = "--email" if "@" in name else "--customer"
    done = voc("forget", option, name, "--project", shop)
    assert (done.code, "nobody is known" in done.err) == (2, True)
    assert name not in done.err
