"""Candidates that are said together: one topic instead of several.

Non-negative matrix factorisation (D. Lee and H. Seung, Learning the parts of objects by non-negative matrix
factorization, Nature 401, 1999) of how alike the texts of two candidates are. Factorising the likeness
instead of the texts groups as spectral clustering does (C. Ding, X. He, H. Simon, On the Equivalence of
Nonnegative Matrix Factorization and Spectral Clustering, SDM 2005), is small whatever the number of texts,
and starts from whole counts: the order of the texts cannot tell.

A group is led by the phrase that was established first: whose privacy-floor-th speaker came earliest. What is
said later cannot change who came first, so that a topic keeps its leader from night to night.
"""

import warnings

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

COMPONENTS = 25  # fixed: a number that grew with the data would regroup everything ...
CANDIDATES_EACH = 3  # ... but for few candidates: one each would part them all
DECIMALS = 4  # of loadings; beyond them machines and thread counts differ
LEAST_ALIKE = 0.25  # cosine of two candidates' texts, for one to join the other
LEAST_WITHIN = 0.6  # the same for a pair and a word of it: √(the share of the word's texts that say the pair)
SEED = 20240229

Floats = NDArray[np.float64]


def alike(keys: pl.Series, said: pl.DataFrame) -> Floats:
    """Cosine of every two candidates: texts with both ÷ √(texts with one × texts with the other).

    Args:
        keys: the candidates.
        said: text, key of their mentions.
    """
    numbered = keys.to_frame("key").with_row_index("number")
    pairs = said.select("text", "key").unique().join(numbered, on="key", validate="m:1")
    rows, columns = pairs["text"].to_numpy(), pairs["number"].to_numpy().astype(np.int64)
    ones = np.ones(len(rows), np.int64)
    shape = (int(rows.max()) + 1 if len(rows) else 1, len(keys))
    table = sparse.csr_array((ones, (rows, columns)), shape=shape)
    both = (table.T @ table).toarray().astype(np.float64)
    alone = np.sqrt(np.maximum(both.diagonal(), 1))
    cosine: Floats = both / np.outer(alone, alone)
    return cosine


def components(likeness: Floats) -> NDArray[np.int64]:
    """The component that each candidate loads highest on (of equals the first)."""
    size = min(COMPONENTS, len(likeness) // CANDIDATES_EACH)
    if size < 2:
        return np.zeros(len(likeness), np.int64)
    from sklearn.decomposition import NMF  # a second to load
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(size, init="nndsvd", solver="cd", random_state=SEED, max_iter=200)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # groups settle long before the last digit
        loadings = model.fit_transform(likeness)
    strongest: NDArray[np.int64] = np.round(loadings, DECIMALS).argmax(axis=1).astype(np.int64)
    return strongest


def grouped(candidates: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Each candidate with the leader of its topic.

    Args:
        candidates: key, speakers, established_at (null where the data has no dates).
        said: text, key of their mentions.
    Returns:
        key, leader. A candidate joins the first leader of its component whose texts are like its own; a pair
        joins its own word where it is most of what is said of it ("parking space" joins "parking", but
        "watch face" is another topic than "watch"); otherwise it leads.
    """
    ordered = candidates.sort(
        "established_at", "speakers", "key", descending=[False, True, False], nulls_last=True
    )
    keys = ordered["key"]
    likeness = alike(keys, said)
    component = components(likeness)
    leaders: list[int] = []
    led_by = []
    for number, key in enumerate(keys):
        joined = (
            one
            for one in leaders
            if _joins(key, keys[one], likeness[number, one], component[number] == component[one])
        )
        led_by.append(next(joined, number))
        leaders += [number] if led_by[-1] == number else []
    return ordered.select("key", leader=keys.gather(led_by))


def _joins(key: str, leader: str, likeness: float, is_one_component: bool) -> bool:
    words, others = set(key.split()), set(leader.split())
    if words <= others or others <= words:
        return likeness >= LEAST_WITHIN
    return is_one_component and likeness >= LEAST_ALIKE
