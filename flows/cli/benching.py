"""`voc bench`: how many texts a second are read, beside common tools in the same minute."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json, say, table
from flows.readers import readers_at
from models.yardsticks import mixed_texts, yardsticks
from warehouse.enriching.texts import Readers
from warehouse.errors import UsageError

REPETITIONS = 5
YARDSTICK_SHARE = 10  # yardsticks are slow: they read every tenth text

Task = Callable[[pl.DataFrame], object]


def tasks(readers: Readers) -> dict[str, Task]:
    """What is measured."""
    return {
        "language": lambda texts: readers.language.identify(texts["text"], languages=readers.languages),
        "sentiment": lambda texts: readers.sentiment.score(texts),
        "opinions": lambda texts: readers.read(texts.with_columns(feedback_id=pl.lit(""))),
    }


def bench(folder: Path, rows: int, file: Path | None, as_json: bool) -> int:
    """Measures all tasks and yardsticks and prints the figures."""
    readers, beside = readers_at(folder), yardsticks()
    texts = _given(file, readers) if file else mixed_texts(rows)
    if not texts.height:
        raise UsageError("there is no text to read")
    few = texts[::YARDSTICK_SHARE]["text"].to_list()
    work: dict[str, tuple[int, Callable[[], object]]] = {
        **{name: (texts.height, _on(task, texts)) for name, task in tasks(readers).items()},
        **{name: (len(few), _on(yardstick, few)) for name, yardstick in beside.items()},
    }
    result = {
        "texts": texts.height,
        "threads": pl.thread_pool_size(),
        "repetitions": REPETITIONS,
        "benches": list(_figures(_rates(work), beside)),
        "peak_memory_mb": peak_memory_mb(),
        "vader": "measured" if "vader" in beside else "not measured: vaderSentiment is not installed",
    }
    print_json(result) if as_json else _print(result)
    return DONE


def _on(read: Callable[[Any], object], texts: Any) -> Callable[[], object]:
    return lambda: read(texts)


def _given(file: Path, readers: Readers) -> pl.DataFrame:
    """A text per line of a file, with the language it seems to be in."""
    try:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: no text in UTF-8 can be read from it ({error})") from error
    texts = pl.DataFrame({"text": lines}, schema={"text": pl.String})
    return texts.with_columns(language=readers.language.identify(texts["text"], languages=readers.languages))


def _rates(work: Mapping[str, tuple[int, Callable[[], object]]]) -> dict[str, list[float]]:
    """Texts a second of each, once a round: whatever else the machine does meets them all."""
    rates: dict[str, list[float]] = {name: [] for name in work}
    for _, read in work.values():
        read()  # first readings load libraries
    for _ in range(REPETITIONS):
        for name, (texts, read) in work.items():
            started = time.perf_counter()
            read()
            rates[name].append(texts / (time.perf_counter() - started))
    return rates


def _figures(rates: Mapping[str, list[float]], beside: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """Medians over the rounds; a ratio is the median of the rounds' ratios."""
    for name, own in rates.items():
        times = {
            other: round(statistics.median(a / b for a, b in zip(own, rates[other], strict=True)), 2)
            for other in beside
        }
        yield {
            "name": name,
            "texts_per_second": round(statistics.median(own)),
            "slowest": round(min(own)),
            "fastest": round(max(own)),
            "times_as_fast_as": times,
        }


def peak_memory_mb() -> float:
    """Of the process so far: texts, models and yardsticks."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)  # bytes there, kilobytes elsewhere


def _print(result: Mapping[str, Any]) -> None:
    others = list(result["benches"][0]["times_as_fast_as"])
    table(
        ("what", "texts a second", "slowest", "fastest", *(f"× {other}" for other in others)),
        (
            (
                one["name"],
                *(f"{one[rate]:,}" for rate in ("texts_per_second", "slowest", "fastest")),
                *one["times_as_fast_as"].values(),
            )
            for one in result["benches"]
        ),
    )
    out.print(
        f"{result['texts']:,} texts, {result['threads']} threads, medians of {result['repetitions']} rounds; "
        f"peak memory {result['peak_memory_mb']:,} MB"
    )
    if result["vader"] != "measured":
        say(f"VADER: {result['vader']}")
