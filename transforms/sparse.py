"""Expressions that are dear, evaluated for the few rows that need them.

Polars evaluates both branches of `when` for every row; here a dear branch sees its own rows only.
"""

from collections.abc import Callable, Sequence

import polars as pl

FEWEST_REPEATS = 4
LOOKED_AT = 1_000
"""Rows by which most columns are known whose values are many."""

Change = Callable[[pl.Expr], pl.Expr]


def changed_where(text: pl.Expr, needs: str, change: Change) -> pl.Expr:
    """A text column, changed where the pattern `needs` is found in it; the other values stay.

    Args:
        needs: a pattern that every value matches which `change` would change.
        change: an elementwise expression over text, to text.
    """

    def changed(values: pl.Series) -> pl.Series:
        rows = values.str.contains(needs).arg_true()
        if not len(rows):
            return values
        return values.scatter(rows, _evaluated(change, values.gather(rows)))

    return text.map_batches(changed, return_dtype=pl.String, is_elementwise=True)


def first_that_reads(text: pl.Expr, readers: Sequence[Change], dtype: pl.DataType) -> pl.Expr:
    """What the first of the readers makes of each text; each sees only what those before it left null."""

    def read(values: pl.Series) -> pl.Series:
        found = pl.repeat(None, len(values), dtype=dtype, eager=True).alias(values.name)
        for reader in readers:
            rows = (found.is_null() & values.is_not_null()).arg_true()
            if not len(rows):
                break
            if len(rows) == len(values):
                found = _evaluated(reader, values).alias(values.name)
            else:
                found = found.scatter(rows, _evaluated(reader, values.gather(rows)))
        return found

    return text.map_batches(read, return_dtype=dtype, is_elementwise=True)


def told_where(is_told: pl.Expr, message: Callable[..., pl.Expr], *given: pl.Expr) -> pl.Expr:
    """A message of the `given` columns where `is_told`; null elsewhere."""

    names = [str(number) for number in range(len(given))]

    def told(columns: Sequence[pl.Series]) -> pl.Series:
        lengths = {len(one) for one in columns}  # a literal has one row, however many the others have
        rows = max(lengths) if min(lengths) else 0
        mask, *others = (one.new_from_index(0, rows) if len(one) != rows else one for one in columns)
        nothing = pl.repeat(None, rows, dtype=pl.String, eager=True)
        if not mask.any():
            return nothing
        frame = pl.DataFrame(dict(zip(names, others, strict=True))).filter(mask)
        return nothing.scatter(mask.arg_true(), frame.select(message(*map(pl.col, names))).to_series())

    return pl.map_batches([is_told, *given], told, return_dtype=pl.String, is_elementwise=True)


def with_each_once(frame: pl.DataFrame, columns: dict[str, pl.Expr]) -> pl.DataFrame:
    """Adds columns; what one column alone tells is read once for each of its values, where these are few.

    Args:
        frame: none of its columns is called as one of the added.
        columns: elementwise expressions by name; of an expression object that has several names, all are
            copies of the first.
    """
    first: dict[int, str] = {}
    for name, column in columns.items():
        first.setdefault(id(column), name)
    groups: dict[str | None, dict[str, pl.Expr]] = {None: {}}
    for name in first.values():
        roots = set(columns[name].meta.root_names())
        root = roots.pop() if len(roots) == 1 else None
        groups.setdefault(root, {})[name] = columns[name]
    for root, of_root in groups.items():
        if root is None or not _repeats(frame[root]):
            groups[None] |= of_root
        else:
            told = frame.select(pl.col(root).unique()).lazy().with_columns(**of_root).collect()
            frame = frame.join(told, on=root, how="left", nulls_equal=True, maintain_order="left")
    copies = {name: pl.col(first[id(column)]) for name, column in columns.items()}
    return frame.lazy().with_columns(**groups[None]).with_columns(**copies).collect()


def _repeats(values: pl.Series) -> bool:
    """Whether a column has few values, by its first rows and then by all."""
    return all(part.n_unique() * FEWEST_REPEATS <= len(part) for part in (values.head(LOOKED_AT), values))


def _evaluated(change: Change, values: pl.Series) -> pl.Series:
    return values.alias("value").to_frame().select(change(pl.col("value"))).to_series()
