"""`voc bench --ingest`: how many rows a second are loaded, and in how much memory."""

import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.benching import peak_memory_mb
from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json
from flows.cli.projects import create
from flows.run import new_run
from flows.steps import ingest
from models.bench_reviews import bench_reviews

EARLIER = 1_700_000_000


def bench_ingest(rows: int, as_json: bool) -> int:
    """Loads so many reviews into a project made for it, and prints rows a second and memory."""
    with tempfile.TemporaryDirectory(prefix="voc-bench-") as folder:
        project = create(Path(folder) / "project", "bench")
        file = project.inbox / "reviews.csv"
        _write(rows, file)
        os.utime(file, (EARLIER, EARLIER))  # a file of just now is waited for
        before, cpu, started = peak_memory_mb(), _cpu_seconds(), time.perf_counter()
        (outcome,) = ingest(new_run(project, "bench")).files
        seconds = time.perf_counter() - started
        result: dict[str, Any] = {
            "rows": outcome.lines,
            "loaded": outcome.loaded,
            "bytes": file.stat().st_size,
            "seconds": round(seconds, 2),
            "cpu_seconds": round(_cpu_seconds() - cpu, 2),
            "rows_per_second": round(outcome.lines / seconds),
            "threads": pl.thread_pool_size(),
            "memory_before_mb": before,
            "peak_memory_mb": peak_memory_mb(),
        }
    print_json(result) if as_json else out.print(
        "{rows:,} reviews ({bytes:,} bytes), {loaded:,} of them loaded in {seconds} s: {rows_per_second:,} a "
        "second on {threads} threads ({cpu_seconds} s of processor time); memory {memory_before_mb:,} MB "
        "before, {peak_memory_mb:,} MB at its peak".format(**result)
    )
    return DONE


def _write(rows: int, file: Path) -> None:
    with file.open("wb") as export:
        for number, chunk in enumerate(bench_reviews(rows)):
            chunk.write_csv(export, include_header=number == 0)


def _cpu_seconds() -> float:
    """Of the process so far, in its own code and in the system's."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
