"""Persons live in private.duckdb alone: encrypted, its owner's, and nowhere else, not even while loading."""

import stat
from pathlib import Path

import duckdb
import pytest
from small_project import Small

from warehouse import private
from warehouse.database import tune
from warehouse.errors import VocError
from warehouse.loading import incoming
from warehouse.secret import read_secret

HEADER = "customer_no,full_name,mail,telephone,plan,since,joined\n"
PERSON = ("Ilinca Zăvoianu", "ilinca.zavoianu@firma.example", "+40 721 555 019")
PLANTED = [*PERSON, "CUST-7781", "ilinca.zavoianu", "Zăvoianu"]


def load_persons(small: Small) -> list[str]:
    """Customers good and bad, and reviews that name them; returns every message and reason."""
    name, mail, phone = PERSON
    good = f"CUST-7781,{name},{mail},{phone},Pro,2025-12-01,2026-01-01\n"
    bad = f"CUST-7781,{name},{mail},{phone},Pro,2026-01-02,{mail}\n"
    long = f"CUST-7781,{name},{mail},{phone},Pro,2026-01-03,{'x' * 30} {mail}\n"
    ragged = f"CUST-7781,{name},{mail}\n"
    broken = f'CUST-7781,"{name},{mail},{phone}\n'
    outcomes = [small.load("customers.csv", HEADER + good + bad + long + ragged + broken)]
    review = f"r1,CUST-7781,5,Write to {mail} or call {phone}.,2026-05-01\n"
    off = f"r2,CUST-7781,9,Write to {mail},2026-05-01\nr3,CUST-7781,{mail},x,2026-05-01\n"
    outcomes += [small.load("reviews.csv", "review_id,customer_no,stars,body,written\n" + review + off)]
    outcomes += [small.load("unknown.csv", f"who,what\n{name},{mail}\n")]
    assert [(one.loaded, one.rejected) for one in outcomes] == [(1, 4), (1, 2), (0, 1)]
    reasons = [reason for (reason,) in small.rows("select reason from ops.rejects")]
    return [one.message for one in outcomes] + reasons


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path) as project:
        yield project


def test_nothing_that_loading_says_names_a_person(small: Small):
    said = "\n".join(load_persons(small))
    assert not [planted for planted in PLANTED if planted in said]


def test_no_byte_of_the_working_database_names_a_person(small: Small):
    load_persons(small)
    small.work.execute("checkpoint")
    for path in small.project.state.iterdir():
        if path.is_file():
            content = path.read_bytes()
            assert not [planted for planted in PLANTED if planted.encode() in content], path.name
    tables = small.rows(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema in ('core', 'ops')"
    )
    everything = "\n".join(str(small.rows(f"from {table}")) for (table,) in tables)
    assert not [planted for planted in PLANTED if planted in everything]
    assert "Write to [e-mail] or call [phone]." in everything


def test_private_knows_them_and_is_its_owners_alone(small: Small):
    load_persons(small)
    assert stat.S_IMODE(small.project.private.stat().st_mode) == 0o600
    with private.attached(small.work, small.project, read_secret(small.project)):
        found = small.rows(
            "select source, source_key, name, email, phone from private.identities order by source, namespace"
        )
        keys = small.rows("select distinct customer_key from private.identities where namespace = 'crm'")
    assert found == [
        ("customers", "CUST-7781", *PERSON),
        ("customers", PERSON[1], *PERSON),
        ("reviews", "CUST-7781", None, None, None),
    ]
    assert keys == small.rows("select customer_key from core.customer_records")


def test_loading_again_adds_no_identity(small: Small):
    load_persons(small)
    name, mail, phone = PERSON
    small.load("again.csv", HEADER + f"CUST-7781,{name},{mail},{phone},Basic,2026-02-01,2026-01-01\n")
    with private.attached(small.work, small.project, read_secret(small.project)):
        assert small.rows("select count(*) from private.identities") == [(3,)]


def test_another_key_does_not_open_it_and_the_message_says_what_to_do(small: Small):
    load_persons(small)
    with (
        pytest.raises(VocError, match=r"state/private\.duckdb cannot be opened .* same backup"),
        private.attached(small.work, small.project, b"x" * 32),
    ):
        pass


def test_it_is_detached_even_after_a_failure(small: Small):
    with pytest.raises(duckdb.Error), private.attached(small.work, small.project, b"x" * 32):
        small.work.execute("select * from no_such_table")
    assert ("private",) not in small.rows("select database_name from duckdb_databases()")


def test_what_spills_to_disk_while_loading_is_encrypted(small: Small):
    spill = small.project.state / "spill"
    tune(small.work, small.resources, spill)
    small.work.execute("set memory_limit = '40MB'")
    incoming.clear(small.work)
    small.work.execute(
        "insert into incoming_identities by name select i as line, i::varchar as customer_key, "
        "'crm' as namespace, 'key' as source_key, 'Ilinca Zavoianu ' || i as name, "
        "'ilinca@firma.example' as email, repeat(md5(i::varchar), 8) as phone from range(300000) numbers(i)"
    )
    spilled = [path.read_bytes() for path in spill.iterdir()]
    assert sum(map(len, spilled)) > 1_000_000
    assert not any(b"Zavoianu" in content or b"firma.example" in content for content in spilled)
