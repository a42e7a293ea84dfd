"""Which part of a phrase is the rarest: there it is tried."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.matching.phrases import triggers
from verifier.notation import Gap, Maybe, Node
from verifier.ruleset.schema import RuleSet

_SHAPE_COST, _PART_COST = 10_000.0, 60_000.0  # a built-in that must be whole; one that may be taken in part
_MARK_COST = 55_000.0
_LENGTH_COST = (2000.0, 500.0, 200.0, 120.0, 80.0, 60.0, 45.0, 30.0)
_ZIPF = 70_000.0


class Costs:
    """How often a word may stand in a million: by rank in the pack's list of frequent words, else by its length."""

    def __init__(self, rules: RuleSet) -> None:
        words = rules.lists.get(rules.frequent)
        entries = words.entries if words else ()
        self._ranked = {entry[0]: _ZIPF / (rank + 1.5) for rank, entry in enumerate(entries)}
        self._lists: dict[str, float] = {}
        self._rules = rules

    def word(self, word: str) -> float:
        """One word."""
        if not word[0].isalnum():
            return _MARK_COST if len(word) == 1 else 500.0
        return self._ranked.get(word) or _LENGTH_COST[min(len(word), len(_LENGTH_COST)) - 1]

    def rarest(self, entry: Sequence[str]) -> int:
        """Which word of an entry is the rarest."""
        costs = list(map(self.word, entry))
        return costs.index(min(costs))

    def words(self, name: str) -> float:
        """All entries of a list."""
        if name not in self._lists:
            word = self.word
            self._lists[name] = sum(min(map(word, entry)) for entry in self._rules.lists[name].entries)
        return self._lists[name]

    def node(self, node: Node) -> float:
        """One part of a phrase."""
        if isinstance(node, Maybe | Gap):
            return float("inf")
        by = triggers(node, self._rules)
        in_part = self._rules.in_part
        shapes = sum(_PART_COST if name in in_part else _SHAPE_COST for name in by.shapes)
        return sum(map(self.word, by.words)) + sum(map(self.words, by.lists)) + shapes
