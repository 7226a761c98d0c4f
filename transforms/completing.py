"""What a description leaves open and only the file at hand can tell."""

from collections.abc import Callable

import polars as pl

from transforms.deciding import date_orders, decimal_signs, open_questions, zone_of_head
from transforms.heads import Head
from transforms.questions.completing import with_labels, with_questions
from transforms.recognise import Recognition

Completing = Callable[[Recognition, Head, pl.DataFrame], Recognition]

STEPS: tuple[Completing, ...] = (
    open_questions,
    with_questions,
    with_labels,
    zone_of_head,
    date_orders,
    decimal_signs,
)


def completed(recognition: Recognition, head: Head, sample: pl.DataFrame) -> Recognition:
    """A recognition whose description holds for this file.

    Args:
        recognition: what the file was taken for.
        head: of the file.
        sample: the file's first records, `line` and text columns under the `raw_name` of the file's columns.
    Returns:
        The recognition with its description completed, what was concluded added to its message, and in `asks`
        what only a person can say: a file about which something is asked is not loaded.
    """
    for step in STEPS:
        recognition = step(recognition, head, sample)
    return recognition
