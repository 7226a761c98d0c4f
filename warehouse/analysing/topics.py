"""report.emerging_topics: what many customers speak of and no aspect covers."""

from datetime import datetime

import polars as pl

from models.mentions import compiled
from models.taxonomy import Taxonomy
from models.topics.emerging import emerging_topics
from models.topics.parameters import FEEDBACK_SCHEMA, TOPICS_SCHEMA, TopicParameters
from models.weights import Weights
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction
from warehouse.statements import statement

MOST_TEXTS = 25_000
"""Per language: about 100,000 clauses, in which what three in a thousand speakers say stands out."""


def propose_topics(
    connection: Connection, taxonomy: Taxonomy, weights: Weights, parameters: TopicParameters, as_of: datetime
) -> int:
    """Makes report.emerging_topics anew; returns its rows."""
    found = connection.execute(statement("analysing/topic_texts.sql"), {"most_texts": MOST_TEXTS}).pl()
    feedback = found.select(pl.col(name).cast(dtype) for name, dtype in FEEDBACK_SCHEMA.items())
    topics = emerging_topics(feedback, compiled(taxonomy), weights, parameters, as_of)
    with transaction(connection):
        replace_table(connection, "report.emerging_topics", topics, TOPICS_SCHEMA)
    return topics.height
