"""Which passage of the originals a passage of the rewrite says again, and which claim is which.

A word weighs the less, the more passages have it; words of more than ``COMMON`` passages find none by themselves, so
that the work grows with the length of both texts and no faster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verifier.desk.rewrite.side import Passage, Side, Word
from verifier.model import Claim
from verifier.spans import Span

LEAST = 0.25  # share of its words, by weight, that a passage must have of another
FURTHER = 0.15  # what one more passage must add
MOST = 3  # passages that one may be made of
COMMON = 24
_NAME = 1.3
_NEW = 0.7  # the weight of a word no original has


@dataclass(frozen=True, slots=True)
class Aligned:
    """A passage of the rewrite with those of the originals it is made of, the likest first, and how like."""

    passage: Passage
    originals: tuple[Passage, ...]
    share: float

    @property
    def known(self) -> set[str]:
        """All keys of the originals."""
        return {key for passage in self.originals for key in passage.keys}


class Index:
    """The passages of all originals by the words they have."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.passages = [passage for side in sides for passage in side.passages]
        self._keys = [passage.keys for passage in self.passages]
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, keys in enumerate(self._keys):
            for key in keys:
                places[key].append(at)
        self.places = dict(places)

    def weight(self, word: Word) -> float:
        """How much it says that two passages share a word."""
        spread = min((len(self.places[key]) for key in word.keys if key in self.places), default=0)
        return (_NAME if word.name else 1.0) * (spread**-0.5 if spread else _NEW)

    def known(self, word: Word) -> bool:
        """Whether any original has the word, or another for the same."""
        return self.has_word(word.keys)

    def has_word(self, keys: Iterable[str]) -> bool:
        """The same for a word’s keys."""
        return any(key in self.places for key in keys)

    def align(self, passage: Passage) -> Aligned:
        """The passages a passage of the rewrite is made of; none where too little is shared."""
        return self.made_of(passage, passage.words)

    def made_of(self, passage: Passage, words: Sequence[Word]) -> Aligned:
        """The same for some words of a passage alone."""
        weights = {word: self.weight(word) for word in words}
        total = sum(weights.values())
        left, share = set(weights), 0.0
        chosen: list[int] = []
        while left and len(chosen) < MOST:
            best, gain, count = self._best(left, weights)
            least = LEAST if not chosen else FURTHER
            if best < 0 or gain < least * total or count < 2:
                break
            chosen.append(best)
            share += gain / total
            left = {word for word in left if self._keys[best].isdisjoint(word.keys)}
        return Aligned(passage, tuple(self.passages[at] for at in chosen), share)

    def _best(self, words: Iterable[Word], weights: dict[Word, float]) -> tuple[int, float, int]:
        """The passage that has most of the words: its number, their weight and how many."""
        gains: defaultdict[int, float] = defaultdict(float)
        counts: defaultdict[int, int] = defaultdict(int)
        common: list[Word] = []
        for word in words:
            places = {at for key in word.keys for at in self.places.get(key, ()) if len(self.places[key]) <= COMMON}
            if not places and self.known(word):
                common.append(word)
            for at in places:
                gains[at] += weights[word]
                counts[at] += 1
        for word in common:
            for at in gains:
                if not self._keys[at].isdisjoint(word.keys):
                    gains[at] += weights[word]
                    counts[at] += 1
        best = max(gains, key=lambda at: (gains[at], -at), default=-1)
        return best, gains.get(best, 0.0), counts.get(best, 0)


class Twin(NamedTuple):
    """The claim of an original that a claim of the rewrite says again."""

    side: int
    claim: Claim
    share: float  # of the words of the rewrite’s, by weight, that it has


class Alignment:
    """Every passage of the rewrite beside what it is made of; ``sides`` are the originals."""

    def __init__(self, draft: Side, sides: Sequence[Side]) -> None:
        self.draft, self.sides = draft, sides
        self.index = Index(sides)

    @cached_property
    def rows(self) -> list[Aligned]:
        """One row a passage of the rewrite."""
        return [self.index.align(passage) for passage in self.draft.passages]

    def telling(self, weights: Mapping[Word, float]) -> dict[int, tuple[float, int]]:
        """The rows of the rewrite that have some of these words: their weight, and how many."""
        gains: dict[int, tuple[float, int]] = {}
        for word, weight in weights.items():
            for at in {at for key in word.keys for at in self._rows_of.get(key, ())}:
                weighed, count = gains.get(at, (0.0, 0))
                gains[at] = (weighed + weight, count + 1)
        return gains

    @cached_property
    def _rows_of(self) -> Mapping[str, Sequence[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self.rows):
            for key in row.passage.keys:
                places[key].append(at)
        return {key: found for key, found in places.items() if len(found) <= COMMON}

    @cached_property
    def claims(self) -> list[tuple[Claim, Twin | None]]:
        """Each claim of the rewrite, with the original and the claim of it that it says again."""
        known = {row.passage.sentence: row for row in self.rows}
        return [
            (claim, self._twin(claim, row))
            for claim in self.draft.report.claims
            if (row := known.get(claim.sentence)) is not None
        ]

    def _twin(self, claim: Claim, row: Aligned) -> Twin | None:
        words = [word for word in row.passage.words if claim.span.covers(self._span(word))]
        own = self.index.made_of(row.passage, words) if words else row
        best: Twin | None = None
        mine = {word: self.index.weight(word) for word in words}
        total = sum(mine.values()) or 1.0
        for passage in own.originals or row.originals:
            side = self.sides[passage.side]
            for other in side.claims.get(passage.sentence, ()):
                share = self._shared(mine, side, other) / total
                if best is None or share > best.share:
                    best = Twin(passage.side, other, share)
        return best if best is not None and best.share > 0 else None

    def _span(self, word: Word) -> Span:
        return self.draft.tokens.span(word.at, word.at + 1)

    @staticmethod
    def _shared(mine: dict[Word, float], side: Side, other: Claim) -> float:
        first, last = side.tokens.range(other.span, *side.tokens.sentences[other.sentence])
        theirs = {key for word in side.words(first, last) for key in word.keys}
        return sum(weight for word, weight in mine.items() if not theirs.isdisjoint(word.keys))
