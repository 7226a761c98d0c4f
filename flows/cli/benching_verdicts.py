"""`voc bench --opinions`: how long the verdicts on so many opinions take."""

import time

import polars as pl

from flows.cli.benching import peak_memory_mb
from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json
from models.calibration.load import AS_OF, ASPECTS, DIMENSIONS, load
from models.divergence.judge import judge
from models.divergence.parameters import DivergenceParameters


def bench_verdicts(opinions: int, pairs: int, as_json: bool) -> int:
    """Judges them once and prints seconds and memory, that of the opinions themselves included."""
    given = load(opinions, pairs)
    before = peak_memory_mb()
    parameters = DivergenceParameters(config_version="bench", model_version="bench", two_way=given.pairs)
    started = time.perf_counter()
    judgement = judge(
        given.opinions,
        given.segments(),
        given.feedback,
        given.customers,
        given.error_rates,
        parameters,
        AS_OF,
    )
    result = {
        "opinions": given.opinions.height,
        "aspects": ASPECTS,
        "dimensions": len(DIMENSIONS),
        "segments": sum(DIMENSIONS.values()),
        "two_way_dimensions": len(given.pairs),
        "rows": judgement.divergence.height,
        "seconds": round(time.perf_counter() - started, 2),
        "threads": pl.thread_pool_size(),
        "memory_before_mb": before,
        "peak_memory_mb": peak_memory_mb(),
    }
    print_json(result) if as_json else out.print(
        "{opinions:,} opinions on {aspects} aspects, {segments} segments of {dimensions} dimensions and "
        "{two_way_dimensions} combinations of two: {rows:,} verdicts in {seconds} s on {threads} threads; "
        "memory {memory_before_mb:,} MB before, {peak_memory_mb:,} MB at its peak".format(**result)
    )
    return DONE
