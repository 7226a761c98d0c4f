"""The commands that measure and train models. What each needs is imported when it is called."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import HERE, JsonOption, ProjectOption


def evaluate(
    file: Annotated[Path, typer.Argument(help="Texts with their labels: CSV, TSV, JSON, XLSX, Parquet.")],
    text: Annotated[str, typer.Option(help="The column that holds the text.")],
    label: Annotated[
        str, typer.Option(help="The labels: negative, neutral, positive; -1, 0, 1; scores with --scale.")
    ],
    language: Annotated[
        str | None, typer.Option(help="The column of languages (en, pt-BR); else they are identified.")
    ] = None,
    scale: Annotated[
        str | None, typer.Option(help="Labels are scores on this scale, such as 1-5: its thirds are classes.")
    ] = None,
    aspects: Annotated[
        bool, typer.Option("--aspects", help='Labels are aspects: "food:positive; price:negative".')
    ] = False,
    aspect_map: Annotated[
        Path | None, typer.Option(help="Which aspect a label stands for: label<TAB>aspect in each line.")
    ] = None,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Measure the models on any labelled file.

    Example: voc evaluate reviews.csv --text comment --label stars --scale 1-5
    """
    from flows.cli import evaluating, evaluating_aspects
    from warehouse.labelled import LabelledColumns

    columns = LabelledColumns(text, label, language)
    if aspects:
        return evaluating_aspects.evaluate_aspects(project, file, columns, aspect_map, scale, as_json)
    return evaluating.evaluate(project, file, columns, scale, aspect_map, as_json)


def train(
    revert: Annotated[
        bool, typer.Option("--revert", help="Go back to the models before, down to the shipped ones.")
    ] = False,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Learn from your own rated feedback; what is better on held-out texts is adopted, per language."""
    from flows.cli import training

    return (training.show_reversal if revert else training.show_training)(project, as_json)


def bench(
    rows: Annotated[int, typer.Option(min=1, help="Texts of 50 words, in eight languages.")] = 100_000,
    texts: Annotated[Path | None, typer.Option(help="Read these instead: a text a line.")] = None,
    opinions: Annotated[
        int | None, typer.Option(min=1, help="Measure the verdicts on so many opinions instead.")
    ] = None,
    pairs: Annotated[
        int, typer.Option(min=0, max=28, help="With --opinions: pairs of dimensions cut two ways.")
    ] = 4,
    ingest: Annotated[
        int | None, typer.Option(min=1, help="Measure the loading of so many reviews instead.")
    ] = None,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Measure how many texts a second are read, beside scikit-learn and VADER on the same texts."""
    if opinions is not None:
        from flows.cli import benching_verdicts

        return benching_verdicts.bench_verdicts(opinions, pairs, as_json)
    if ingest is not None:
        from flows.cli import benching_ingest

        return benching_ingest.bench_ingest(ingest, as_json)
    from flows.cli import benching

    return benching.bench(project, rows, texts, as_json)


def calibrate(
    project: ProjectOption = HERE,
    repetitions: Annotated[int, typer.Option(min=20, help="Populations drawn of each truth.")] = 200,
    as_json: JsonOption = False,
) -> int:
    """Simulate planted truths: how often the verdict is wrong, missed or late, and what it needs.

    In a project, for its own error rates and volumes, as published; elsewhere for ratings and for texts read
    at 95, 85 and 70 %.
    """
    from flows.cli import calibrating

    return calibrating.calibrate(project, repetitions, as_json)
