"""How much each key of a claim tells, by its rarity among the claims compared; counted when first asked for."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from verifier.relations.passages import Passage

_MANY = 12  # claims from which rarity is counted; fewer tell nothing of it


class Bag(NamedTuple):
    """Keys with their weights, and the length of it all as a vector."""

    keys: Mapping[str, float]
    length: float


class Weights:
    """The bags of all claims compared, weighed."""

    def __init__(self, read: Sequence[Sequence[Passage]]) -> None:
        self._read = read
        self._bags: dict[Passage, Bag] = {}

    def bag(self, passage: Passage) -> Bag:
        """The bag of a claim, each key weighed by its rarity."""
        found = self._bags.get(passage)
        if found is None:
            rarity = self._rarity
            keys = {key: value * rarity[key] for key, value in passage.keys.items()}
            found = self._bags[passage] = Bag(keys, length(keys))
        return found

    def likeness(self, one: Passage, other: Passage) -> float:
        """0 to 1: how alike two claims are."""
        return cosine(self.bag(one), self.bag(other))

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """How rare each key is: 1 for a key of one claim, less for what all speak of."""
        claims = sum(map(len, self._read))
        if claims < _MANY:
            return defaultdict(lambda: 1.0)
        top = math.log(1 + claims)
        count = Counter(chain.from_iterable(passage.keys for own in self._read for passage in own))
        weight = {number: math.log(1 + claims / number) / top for number in set(count.values())}
        return {key: weight[number] for key, number in count.items()}


def length(keys: Mapping[str, float]) -> float:
    """The length of a bag as a vector."""
    return math.sqrt(sum([value * value for value in keys.values()]))


def cosine(one: Bag, other: Bag) -> float:
    """0 to 1: what two bags have in common."""
    some, others = one.keys, other.keys
    if len(others) < len(some):
        some, others = others, some
    common = sum([value * others[key] for key, value in some.items() if key in others])
    return common / (one.length * other.length) if common else 0.0
