"""Where the cut rules would cut the sentences of a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from verifier.claims.pack import Cut, Pack
from verifier.model import Draft


class Place(NamedTuple):
    """A place in a sentence, in tokens."""

    end: int  # where the piece before ends
    at: int  # where the next begins
    cut: Cut
    carries: bool  # the source of the words before still speaks


def places(draft: Draft, kit: Pack) -> dict[int, list[Place]]:
    """The places of each sentence that has any, in the order of the cuts."""
    sentences, tags = draft.tokens.sentences, draft.tokens.tags
    rows = [f"|{tags[first:last]}|" for first, last in sentences]
    begins = list(accumulate(map(len, rows), initial=0))
    letters = "".join(rows)
    made: dict[int, list[Place]] = {}
    for cut in kit.cuts:
        for found in _matches(cut, letters, begins, draft):
            index = bisect_right(begins, found.start()) - 1
            place = _place(cut, found, sentences[index][0], begins[index], draft.tokens.bits)
            if place is not None:
                made.setdefault(index, []).append(place)
    return made


def _matches(cut: Cut, letters: str, begins: Sequence[int], draft: Draft) -> Iterable[re.Match[str]]:
    """Each match of a cut; a cut of some zones only, or one that might leave its sentence, is tried by sentence."""
    if cut.keeps and not cut.zones:
        return cut.pattern.finditer(letters)
    rows = [
        cut.pattern.finditer(letters, begins[sentence.index], begins[sentence.index + 1])
        for sentence in draft.sentences
        if not cut.zones or sentence.zone.kind in cut.zones
    ]
    return chain.from_iterable(rows)


def _place(cut: Cut, found: re.Match[str], first: int, begin: int, bits: Sequence[int]) -> Place | None:
    """The place of a match in the sentence whose tokens begin at ``first`` and its letters at ``begin``."""
    base = first - 1 - begin  # from a letter to its token
    for (mask, wanted), group in zip(cut.tests, cut.tested):  # noqa: B905
        if bool(bits[base + found.start(group)] & mask) is not wanted:
            return None
    carries = bool(cut.carries and cut.tested and bits[base + found.start(cut.tested[-1])] & cut.carries)
    return Place(max(first, base + found.start(cut.end)), base + found.start("at"), cut, carries)
