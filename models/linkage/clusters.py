"""Keys put together into persons, strongest link first, never two that something sets apart."""

from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[str, str]


class Clusters:
    """Disjoint sets of keys; some pairs of sets may never be joined.

    Taking links in order and refusing those that break a separation is what Kruskal's algorithm does with
    cycles (J. B. Kruskal, Proceedings of the AMS 7, 1956): the order decides, not where a link comes from.
    """

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def root(self, key: str) -> str:
        """The key that stands for the set of a key."""
        path = []
        while (parent := self._parents.get(key, key)) != key:
            path.append(key)
            key = parent
        for passed in path:
            self._parents[passed] = key
        return key

    def separate(self, pairs: Iterable[Pair]) -> None:
        """Sets that may not be joined from now on; those that are one already stay so."""
        for left, right in pairs:
            one, other = self.root(left), self.root(right)
            if one != other:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def join(self, left: str, right: str) -> bool:
        """Makes one set of two; False where something sets them apart."""
        one, other = sorted((self.root(left), self.root(right)))
        if one == other:
            return True
        if other in self._apart[one]:
            return False
        self._parents[other] = one
        for stranger in self._apart.pop(other, set()):
            self._apart[stranger].discard(other)
            self._apart[stranger].add(one)
            self._apart[one].add(stranger)
        return True
