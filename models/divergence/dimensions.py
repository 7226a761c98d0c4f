"""All that is known of the cells of every dimension, gathered one dimension at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.divergence.cast import Cast
from models.divergence.history import histories
from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import Readers
from models.divergence.said import named_opinions, quoted_opinions
from models.divergence.standing import Standing, joined, replayed
from models.divergence.tally import poles_of, tally_of, visible_cells
from models.divergence.unsettled import open_opinions
from models.divergence.voices import voices_in


@dataclass(frozen=True)
class Gathered:
    """Of all dimensions together.

    Args:
        slices: slice (number), dimension, segment.
        cells: see `tally_of`, with row.
        poles, evidence, quotes: see `poles_of`, `named_opinions`, `quoted_opinions`.
        open_opinions: see there.
        standing: of the visible cells.
    """

    slices: pl.DataFrame
    cells: pl.DataFrame
    poles: pl.DataFrame
    evidence: pl.DataFrame
    quotes: pl.DataFrame
    open_opinions: pl.DataFrame
    standing: Standing


def gathered(
    cast: Cast, feedback_segments: Iterable[pl.DataFrame], readers: Readers, parameters: DivergenceParameters
) -> Gathered | None:
    """Goes through the dimensions; None where there is none.

    Args:
        feedback_segments: feedback_id, dimension, segment (one per feedback and dimension); each frame holds
            whole dimensions.
    """
    slices: list[pl.DataFrame] = []
    tallies, poles, evidence, quotes, unsettled, standings = [], [], [], [], [], []
    count = 0
    for frame in feedback_segments:
        for part in frame.partition_by("dimension", maintain_order=True):
            own = part.select("dimension", "segment").unique().sort("segment")
            own = own.with_row_index("slice", offset=count).with_columns(pl.col("slice").cast(pl.Int64))
            voices = voices_in(cast, _slice_of(cast, part, own))
            tally = tally_of(cast, voices)
            visible = visible_cells(tally, parameters.privacy_floor)
            tallies.append(tally)
            poles.append(poles_of(cast, voices))
            evidence.append(named_opinions(cast, voices, visible))
            quotes.append(quoted_opinions(cast, voices, visible, parameters.quotes_per_side))
            standing = joined(
                [
                    replayed(history, readers.of(history.cells % len(cast.aspects)), parameters)
                    for history in histories(cast, voices, visible)
                ]
            )
            unsettled.append(open_opinions(cast, voices, standing))
            standings.append(standing)
            slices.append(own)
            count += own.height
    if not slices:
        return None
    return Gathered(
        slices=pl.concat(slices),
        cells=pl.concat(tallies).with_row_index("row"),
        poles=pl.concat(poles).sort(
            "cell", "window", "people", "pole", descending=[False, False, True, False]
        ),
        evidence=pl.concat(evidence),
        quotes=pl.concat(quotes),
        open_opinions=pl.concat(unsettled),
        standing=joined(standings),
    )


def _slice_of(
    cast: Cast, part: pl.DataFrame, slices: pl.DataFrame
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The slice of each feedback of the cast; -1 without."""
    placed = (
        part.lazy()
        .select("feedback_id", "segment")
        .join(cast.feedback_ids.lazy(), on="feedback_id", how="inner")
        .join(slices.lazy().select("segment", "slice"), on="segment", how="inner", validate="m:1")
        .select("feedback", "slice")
        .collect()
    )
    found = np.full(cast.feedback_ids.height, -1, dtype=np.int64)
    found[placed["feedback"].to_numpy()] = placed["slice"].to_numpy()
    return found
