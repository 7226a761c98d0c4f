"""Generated populations: people of nine countries in three exports, with the trouble that real exports hold.

Whoever links records may be examined with them; nothing here knows how anybody links. A script reads them
with `PYTHONPATH=tests`:

    from populations import pairwise, population
    people = population(20_000, seed=1)
"""

from populations.counting import Pairwise, pairwise
from populations.generating import Population, population
from populations.searching import occurrences

__all__ = ["Pairwise", "Population", "occurrences", "pairwise", "population"]
