"""How likely two claims are to bear on each other: how alike their letters are, and how alike their drafts.

Runs of three letters stand in for words and their forms; a run that many claims have tells little. No list of words
is used, so it holds in any language of letters. It ranks; it does not say how the claims stand to each other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from verifier.relations.spelling import plain

_RUN = 3
_STORY = 2.0  # how much more the drafts tell than the claims
_FLOOR, _STORY_FLOOR = 0.01, 0.005


class Related:
    """Claims of several drafts, each draft a list of claim texts, ready to be weighed in pairs."""

    def __init__(self, drafts: Sequence[Sequence[str]]) -> None:
        texts = [text for draft in drafts for text in draft]
        counts = {text: Counter(_runs(text)) for text in texts}
        number = Counter(run for text in texts for run in counts[text])
        top = 1 + len(texts)
        self._vectors = {text: _unit(count, number, top) for text, count in counts.items()}
        self._centres = [_sum([self._vectors[text] for text in draft]) for draft in drafts]
        self._sizes = [len(draft) for draft in drafts]

    def claims(self, one: str, other: str) -> float:
        """0 to 1: how alike two claims are."""
        return _dot(self._vectors[one], self._vectors[other])

    def stories(self, one: int, other: int) -> float:
        """0 to 1: the mean likeness of the claims of two drafts; of one draft, of its claims among each other."""
        total = _dot(self._centres[one], self._centres[other])
        if one != other:
            return total / (self._sizes[one] * self._sizes[other])
        pairs = self._sizes[one] * (self._sizes[one] - 1)
        return (total - self._sizes[one]) / pairs if pairs else 1.0

    def weigh(self, one: str, other: str, drafts: tuple[int, int]) -> float:
        """A rank, on no scale: the logarithms of both, added."""
        return math.log(self.claims(one, other) + _FLOOR) + _STORY * math.log(self.stories(*drafts) + _STORY_FLOOR)


def _runs(text: str) -> list[str]:
    padded = f" {plain(text)} "
    return [padded[at : at + _RUN] for at in range(len(padded) - _RUN + 1)]


def _unit(count: Mapping[str, int], number: Mapping[str, int], top: int) -> dict[str, float]:
    vector = {run: (1 + math.log(times)) * math.log(top / number[run]) for run, times in count.items()}
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {run: value / length for run, value in vector.items()}


def _sum(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for vector in vectors:
        for run, value in vector.items():
            total[run] = total.get(run, 0.0) + value
    return total


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[run] for run, value in one.items() if run in other)
