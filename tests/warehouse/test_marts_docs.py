"""Every relation and column that analysts see says what it means, and is there."""

import re

import duckdb
import pytest
from marts_data import SCHEMA, Warehouse, empty_warehouse

from models.calibration import CALIBRATION_SCHEMA
from models.contact_outcomes import OUTCOMES_SCHEMA
from models.divergence.tables import QUOTES_SCHEMA
from models.ideal.tables import IDEAL_CUSTOMER_SCHEMA, IDEAL_QUALITY_SCHEMA
from models.plays import DIVERGENCE_WITH_PLAYS
from models.sentiment import QUALITY
from models.topics.parameters import TOPICS_SCHEMA
from models.verification import TO_VERIFY_SCHEMA
from models.weighting import WEIGHTING_SCHEMA
from transforms.contacts import HYGIENE_SCHEMA
from warehouse.analysing.settlements import SETTLED_COLUMNS
from warehouse.marts_build import MARTS
from warehouse.relation_docs import RelationDoc, add_comments, relation_docs
from warehouse.statements import statement

DOCS = {doc.relation: doc for doc in relation_docs()}


def columns_in(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    return dict(connection.sql("""
        select schema_name || '.' || table_name as relation, list(column_name order by column_index)
        from duckdb_columns() where schema_name in ('core', 'ops', 'report') group by relation
    """).fetchall())  # fmt: skip


@pytest.mark.parametrize("doc", relation_docs(), ids=lambda doc: doc.relation)
def test_no_meaning_unit_or_grain_is_blank(doc: RelationDoc):
    texts = [doc.grain, doc.meaning, *doc.key]
    texts += [text for column in doc.columns for text in (column.name, column.meaning, column.unit)]
    assert [text for text in texts if not text.strip()] == []
    assert doc.columns
    assert set(doc.key) <= {column.name for column in doc.columns}


def test_no_relation_is_documented_twice():
    assert len(DOCS) == len(relation_docs())


def test_the_documents_name_the_columns_of_the_migration_in_order():
    with duckdb.connect() as connection:
        connection.execute(SCHEMA)
        migrated = columns_in(connection)
    documented = {
        relation: [column.name for column in doc.columns]
        for relation, doc in DOCS.items()
        if not relation.startswith("report.")
    }
    assert documented == migrated


def test_the_documents_name_the_columns_of_the_report_tables_in_order():
    warehouse = Warehouse()
    warehouse.build()
    built = columns_in(warehouse.connection)
    for mart in MARTS:
        assert [column.name for column in DOCS[f"report.{mart}"].columns] == built[f"report.{mart}"]


@pytest.mark.parametrize(
    ("relation", "schema"),
    [
        ("report.divergence", [*DIVERGENCE_WITH_PLAYS, *SETTLED_COLUMNS]),
        ("report.divergence_quotes", QUOTES_SCHEMA),
        ("report.to_verify", TO_VERIFY_SCHEMA),
        ("report.model_quality", QUALITY),
        ("report.emerging_topics", TOPICS_SCHEMA),
        ("report.contact_hygiene", HYGIENE_SCHEMA),
        ("report.calibration", CALIBRATION_SCHEMA),
        ("report.weighting", WEIGHTING_SCHEMA),
        ("report.ideal_customer", IDEAL_CUSTOMER_SCHEMA),
        ("report.ideal_quality", IDEAL_QUALITY_SCHEMA),
        ("report.contact_outcomes", OUTCOMES_SCHEMA),
    ],
)
def test_the_documents_name_the_columns_that_models_compute_in_order(relation, schema):
    assert [column.name for column in DOCS[relation].columns] == list(schema)


def test_the_documented_key_tells_rows_apart():
    warehouse = Warehouse()
    for at in ("2025-03-02", "2025-03-03", "2025-04-01"):
        for metric, score in (("nps", 9), ("csat", 4), ("ces", 7), ("csat", 5)):
            segment = {"size": "large" if score > 6 else "small"}
            warehouse.answer(metric, score, "anna", at, segments=segment, text="words", sentiment="positive")
    warehouse.opinions([1, -1, 0])
    warehouse.opinions([1, -1, 0], aspect="price", at="2025-04-02")
    rows = warehouse.build()
    for mart in ("kpi", "sentiment", "aspects"):
        key = ", ".join(DOCS[f"report.{mart}"].key)
        distinct = warehouse.connection.sql(
            f"select count(*) from (select distinct {key} from report.{mart})"
        )
        assert distinct.fetchone() == (rows[f"report.{mart}"],)
        assert rows[f"report.{mart}"] > 5


def test_comments_reach_the_tables_that_are_there():
    connection = empty_warehouse()
    add_comments(connection)
    (comment,) = connection.sql(
        "select comment from duckdb_columns() where table_name = 'feedback' and column_name = 'rating_unit'"
    ).fetchone()
    assert comment == "Place of the rating on its scale, 1 the best [0 to 1]"
    bare = connection.sql("select table_name, column_name from duckdb_columns() where schema_name in "
                          "('core', 'ops', 'report') and comment is null").fetchall()  # fmt: skip
    assert bare == []
    bare = connection.sql("select table_name from duckdb_tables() where comment is null").fetchall()
    assert bare == []


@pytest.mark.parametrize("mart", MARTS)
def test_a_report_table_is_one_query_that_ends_in_final(mart):
    sql = statement(f"marts/{mart}.sql")
    assert sql.startswith("with ")
    assert sql.endswith("\nselect * from final\n")
    assert ";" not in re.sub(r"--.*", "", re.sub(r"'[^']*'", "", sql))
