"""The model card as a page that people read."""

from collections.abc import Sequence
from typing import Any


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    lines = [columns, ["---"] * len(columns), *([_cell(row[c]) for c in columns] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _with_interval(row: dict[str, Any]) -> dict[str, Any]:
    """Each figure and its bounds in one cell."""
    figures = ("macro_f1", "sensitivity", "specificity")
    cells = {f: f"{_cell(row[f])} ({_cell(row[f'{f}_low'])}–{_cell(row[f'{f}_high'])})" for f in figures}
    return {**row, **cells}


def _mapped(row: dict[str, Any]) -> str:
    """Which labels of a set were compared with which aspects."""
    return f"- `{row['source']}`: " + "; ".join(f"{label} = {ours}" for label, ours in row["mapping"].items())


def readable(card: dict[str, Any]) -> str:
    """Markdown of everything in the card that a person decides by."""
    by_source = ("source", "language", "n", "macro_f1", "polar_f1")
    aspects = ("source", "language", "n", "precision", "recall", "f1", "polarity_n", "polarity_accuracy")
    quality = ("language", "n", "macro_f1", "sensitivity", "specificity", "ece", "measured_on")
    opinions = ("language", "aspect", "n", "sensitivity", "specificity", "ece")
    parts = [
        f"# {card['name']}",
        card["use"],
        f"**Method.** {card['method']}",
        f"**Licence.** {card['licence_of_weights']}",
        "## Quality on held-out texts",
        "A fifth of the texts, chosen by a hash, is never learned from. Macro-F1 is over all classes; "
        "sensitivity: complaints read as complaints, specificity: praise read as praise, among polar texts "
        "read as polar. In brackets 95 % intervals (bootstrap; Wilson).",
        _table([_with_interval(row) for row in card["quality"]], quality),
        "### By source",
        "`polar_f1`: the likelier of the two sides, on texts that have one.",
        _table(card["held_out_by_source"], by_source),
        "## External checks",
        "Sets whose terms allow measuring only: nothing was learned from them. Without a neutral class "
        "read `polar_f1`; `macro_f1` there counts every 'neutral' answer as wrong.",
        _table(card["external_checks"], by_source),
        "### Aspects",
        "Sets that label aspects, mapped coarsely to ours (models/training/aspect_maps): F1 over all pairs "
        "of text and aspect; polarity_accuracy: of the rightly found ones that are labelled with a side.",
        _table(card["aspect_checks"], aspects),
        "\n".join(_mapped(row) for row in card["aspect_checks"]),
        "## Opinions of clauses",
        "Polarity of rightly found aspects, one opinion of each text; without an aspect: of all of them.",
        _table([_with_interval(row) for row in card["opinion_quality"]], opinions),
        "Aspects found in the held-out fifth of the feedback written for this project, all taxonomies on:",
        _table(card["aspect_detection"], ("language", "n", "precision", "recall", "f1")),
        "## Language identification, held-out",
        _table(card["language_identification"], ("language", "n", "right", "unknown")),
        "## Known weaknesses",
        "\n".join(f"- {weakness}" for weakness in card["weaknesses"]),
        "## Learned from",
        _table(card["credits"], ("set", "what", "licence")),
        _table(card["data"], ("source", "language", "learned", "held_out")),
        "## Files",
        "\n".join(f"- `{name}` SHA-256 `{digest}`" for name, digest in card["sha256"].items()),
    ]
    return "\n\n".join(parts) + "\n"
