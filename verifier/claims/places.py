"""Where the cut rules would cut the sentences of a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from verifier.claims.pack import Cut, Pack
from verifier.model import Draft


class Place(NamedTuple):
    """A place in a sentence, in tokens."""

    end: int  # where the piece before ends
    at: int  # where the next begins
    cut: Cut
    carries: bool  # the source of the words before still speaks


class _Letters:
    """The letters of a draft, a bar at both ends of each sentence."""

    def __init__(self, draft: Draft) -> None:
        tags = draft.tokens.tags
        self._sentences = draft.sentences
        self._rows = [f"|{tags[first:last]}|" for first, last in draft.tokens.sentences]
        self._begins = list(accumulate(map(len, self._rows), initial=0))
        self._all = "".join(self._rows)

    def matches(self, cut: Cut) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Each match of a cut: the sentence, where its letters begin in what was searched, and the match."""
        if cut.keeps and not cut.zones:
            for found in cut.pattern.finditer(self._all):
                index = bisect_right(self._begins, found.start()) - 1
                yield index, self._begins[index], found
            return
        for index, row in enumerate(self._rows):
            if not cut.zones or self._sentences[index].zone.kind in cut.zones:
                for found in cut.pattern.finditer(row):
                    yield index, 0, found


def places(draft: Draft, kit: Pack) -> dict[int, list[Place]]:
    """The places of each sentence that has any, in the order of the cuts."""
    letters = _Letters(draft)
    sentences, bits = draft.tokens.sentences, draft.tokens.bits
    made: dict[int, list[Place]] = {}
    for cut in kit.cuts:
        for index, begin, found in letters.matches(cut):
            first = sentences[index][0]
            base = first - 1 - begin  # from a letter to its token
            for (mask, wanted), group in zip(cut.tests, cut.tested):  # noqa: B905
                if bool(bits[base + found.start(group)] & mask) is not wanted:
                    break
            else:
                carries = bool(cut.carries and cut.tested and bits[base + found.start(cut.tested[-1])] & cut.carries)
                end = max(first, base + found.start(cut.end))
                made.setdefault(index, []).append(Place(end, base + found.start("at"), cut, carries))
    return made
