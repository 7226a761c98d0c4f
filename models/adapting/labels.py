"""What a company knows of its customers' texts: ratings and scores given beside them, persons' readings."""

import polars as pl

from models.opinions import OVERALL, RATED_ORIGINS, overall_opinions
from transforms.text import folded

LABELLED = pl.Schema(
    {
        "text": pl.String(),
        "language": pl.String(),
        "label": pl.Int8(),
        "speaker": pl.String(),
        "created_at": pl.Datetime("us", "UTC"),
        "group": pl.Int64(),
        "group_key": pl.String(),
    }
)


def labelled_texts(feedback: pl.LazyFrame, answers: pl.LazyFrame, read: pl.LazyFrame) -> pl.DataFrame:
    """Texts with the polarity that is known of them.

    The label of a whole feedback is its rating, else its NPS, CSAT or CES band, as in core.opinions; where a
    person has read the whole, theirs. A read opinion on an aspect is a text of its own, its quote.

    Args:
        feedback: rows of core.feedback with `said`, all its words.
        answers: rows of core.survey_answers.
        read: feedback_id, aspect, quote, said, polarity, language, speaker, created_at of each read opinion.
    Returns:
        Rows of LABELLED, by time; `group`: texts that are one text when case, accents and signs are taken
        away, and everything said in one feedback. Who is not known speaks with their group.
    """
    common = ("feedback_id", "said", "language", "label", "speaker", "created_at")
    of_whole = read.filter(pl.col("aspect") == OVERALL).select("feedback_id")
    rated = (
        overall_opinions(feedback, answers)
        .filter(pl.col("origin").is_in(RATED_ORIGINS) & ~pl.col("is_mixed"))
        .join(of_whole, on="feedback_id", how="anti")
        .join(feedback.select("feedback_id", "said", "language"), on="feedback_id", validate="1:1")
        .with_columns(label="polarity", text="said")
    )
    of_person = read.with_columns(label="polarity", text="quote")
    key = folded(pl.col("said")).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return (
        pl.concat([one.select(*common, "text") for one in (rated, of_person)])
        .filter(pl.col("text").str.strip_chars() != "")
        .sort("created_at", "text", "feedback_id", nulls_last=True)
        .with_columns(group_key=pl.when(key == "").then("said").otherwise(key))
        .with_columns(
            group=pl.col("group_key").rank("dense"),
            speaker=pl.when(pl.col("speaker") == pl.col("feedback_id"))
            .then("group_key")
            .otherwise("speaker"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in LABELLED.items())
        .collect()
    )
