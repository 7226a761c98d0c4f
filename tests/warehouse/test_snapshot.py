"""The published snapshot: the same data give the same digests, nobody waits, nobody's name is in it."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from small_project import Small

from flows.direct import conduct
from flows.run import new_run
from flows.settings import default_text
from warehouse.errors import VocError
from warehouse.project import Project
from warehouse.publishing.snapshot import damage, fingerprint, published, put_in_place, reading

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
CUSTOMERS = (
    "customer_no,full_name,mail,telephone,plan,since,joined\n"
    "CUST-1,Ilinca Zavoianu,ilinca@firma.example,+40 721 555 019,Pro,2026-01-01,\n"
    "CUST-2,Bob Stone,n/a,,Free,2026-01-01,soon by ilinca@firma.example\n"
)
REVIEWS = (
    "review_id,customer_no,stars,body,written\n"
    "r1,CUST-1,5,good,2026-05-01\n"
    "r2,CUST-2,1,write to ilinca@firma.example,2026-05-02\n"
    "r3,CUST-1,7,off the scale,2026-05-02\n"
)
FILES = {"customers": CUSTOMERS, "reviews": REVIEWS}
PERSONAL = [b"CUST-1", b"CUST-2", b"Zavoianu", b"Bob Stone", b"ilinca", b"555 019"]


def run(root: Path, order: tuple[str, ...] = ("customers", "reviews")) -> Project:
    """A project of two files, after a run for each, in that order."""
    with Small(root) as small:
        small.project.secret.write_text("ab" * 32)
        small.project.settings_file.write_text(default_text())
    for name in order:
        path = small.put(f"{name}.csv", FILES[name])
        os.utime(path, (AS_OF.timestamp(), AS_OF.timestamp()))
        assert conduct(new_run(small.project, "command")).status in ("done", "warned")
    return small.project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return run(tmp_path_factory.mktemp("run") / "it's a project")


def digests(path: Path) -> dict[str, tuple[int, str]]:
    with duckdb.connect(path, read_only=True) as connection:
        rows = connection.execute("select relation, rows, digest from ops.digests").fetchall()
    return {relation: (count, digest) for relation, count, digest in rows}


@pytest.mark.system
def test_the_same_data_in_another_order_have_equal_digests(project: Project, tmp_path: Path):
    first = digests(project.snapshot)
    assert first["core.feedback"][0] == 2
    assert digests(run(tmp_path, ("reviews", "customers")).snapshot) == first


def test_no_person_is_in_what_is_published(project: Project):
    published_files = [project.snapshot, project.report, project.work, *project.exports.iterdir()]
    for path in published_files:
        content = path.read_bytes()
        assert not [planted for planted in PERSONAL if planted in content], path.name


def test_no_table_of_the_snapshot_names_a_person_or_keeps_our_books(project: Project):
    with duckdb.connect(project.snapshot, read_only=True) as connection:
        names = "select schema_name || '.' || table_name from duckdb_tables()"
        relations = [name for (name,) in connection.execute(names).fetchall()]
        columns = connection.execute("select column_name from duckdb_columns()").fetchall()
        everything = "\n".join(str(connection.execute(f"from {name}").fetchall()) for name in relations)
    assert not [planted for planted in PERSONAL if planted.decode() in everything]
    assert "write to [e-mail]" in everything
    assert ("speaker_key",) not in columns
    assert {"core.records", "core.delivered_links", "core.customer_records"}.isdisjoint(relations)


def test_every_published_table_and_column_carries_a_comment(project: Project):
    with duckdb.connect(project.snapshot, read_only=True) as connection:
        bare = "select schema_name, table_name from {} where not internal and comment is null"
        assert connection.execute(bare.format("duckdb_columns()")).fetchall() == []
        assert connection.execute(bare.format("duckdb_tables()")).fetchall() == []


def test_a_digest_changes_with_any_value(project: Project, tmp_path: Path):
    copied = shutil.copy(project.snapshot, tmp_path / "copy.duckdb")
    digest = "select coalesce(sum(md5_number_lower(whole::varchar)), 0)::varchar from core.feedback whole"
    with duckdb.connect(copied) as connection:
        connection.execute("set TimeZone = 'UTC'")
        assert connection.execute(digest).fetchone() == (digests(project.snapshot)["core.feedback"][1],)
        connection.execute("update core.feedback set rating = 4 where rating = 5")
        assert connection.execute(digest).fetchone() != (digests(project.snapshot)["core.feedback"][1],)


def test_a_reader_that_holds_the_old_snapshot_keeps_it(tmp_path: Path):
    final, staged = tmp_path / "voc.duckdb", tmp_path / "staged"
    for number, path in enumerate((final, staged), start=1):
        with duckdb.connect(path) as connection:
            connection.execute(f"create table said as select {number} as number from range(100000)")
    with duckdb.connect(final, read_only=True) as reader:
        put_in_place(staged, final)
        assert reader.execute("select max(number), count(*) from said").fetchone() == (1, 100000)
    with duckdb.connect(final, read_only=True) as again:
        assert again.execute("select max(number) from said").fetchone() == (2,)
    assert not staged.exists()


def test_what_is_published_is_read_back(project: Project):
    said = published(project)
    assert said is not None
    assert said.as_of == datetime(2026, 5, 2, tzinfo=UTC)
    with reading(project) as connection, pytest.raises(duckdb.Error):
        connection.execute("delete from core.feedback")


def test_a_missing_or_damaged_snapshot_is_told(tmp_path: Path):
    project = Project(tmp_path)
    assert published(project) is None
    with pytest.raises(VocError, match="there is no snapshot yet"):
        reading(project)
    project.snapshot.write_bytes(b"no database")
    assert published(project) is None
    with pytest.raises(VocError, match="cannot be opened"):
        reading(project)


def test_the_fingerprint_follows_files_and_versions(tmp_path: Path):
    with Small(tmp_path) as small:
        none = fingerprint(small.work, "config", "model")
        assert (
            none == fingerprint(small.work, "config", "model") != fingerprint(small.work, "config", "other")
        )
        small.load("r.csv", REVIEWS)
        one = fingerprint(small.work, "config", "model")
        small.load("r.csv")
        assert one == fingerprint(small.work, "config", "model") != none


@pytest.mark.parametrize(
    "content",
    [
        "create schema ops; create table ops.publication (run_id varchar, fingerprint varchar)",
        "create table something_else (a integer)",
    ],
)
def test_a_snapshot_that_tells_other_things_is_none_of_ours(tmp_path: Path, content: str):
    with duckdb.connect(tmp_path / "voc.duckdb") as connection:
        connection.execute(content)
    assert published(Project(tmp_path)) is None


def test_a_damaged_snapshot_is_none_of_ours(tmp_path: Path):
    (tmp_path / "voc.duckdb").write_bytes(b"no database at all" * 1000)
    assert published(Project(tmp_path)) is None


@pytest.mark.parametrize("where", [0.2, 0.5, 0.8])
def test_a_flipped_byte_is_found(project: Project, tmp_path: Path, where: float):
    copied = Project(tmp_path)
    shutil.copy(project.snapshot, copied.snapshot)
    assert damage(copied) is None
    content = bytearray(copied.snapshot.read_bytes())
    with duckdb.connect(copied.snapshot, read_only=True) as connection:
        blocks = connection.execute(
            "select distinct block_id from pragma_storage_info('core.feedback') where block_id >= 0"
        ).fetchall()
    (block,) = sorted(blocks)[int(where * len(blocks))]
    content[3 * 4096 + block * 262_144 + 64] ^= 1
    copied.snapshot.write_bytes(content)
    assert damage(copied) is not None
