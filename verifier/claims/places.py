"""Where the cut rules would cut the sentences of a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
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


def places(draft: Draft, kit: Pack) -> dict[int, list[Place]]:
    """The places of each sentence that has any, in the order of the cuts."""
    sentences, tags = draft.tokens.sentences, draft.tokens.tags
    rows = [f"|{tags[first:last]}|" for first, last in sentences]
    begins = list(accumulate(map(len, rows), initial=0))
    letters = "".join(rows)
    made: dict[int, list[Place]] = {}
    for cut in kit.cuts:
        everywhere = cut.keeps and not cut.zones
        for found in cut.pattern.finditer(letters) if everywhere else _by_sentence(cut, letters, begins, draft):
            index = bisect_right(begins, found.start()) - 1
            place = _place(cut, found, sentences[index][0], begins[index], draft.tokens.bits)
            if place is not None:
                made.setdefault(index, []).append(place)
    return made


def _by_sentence(cut: Cut, letters: str, begins: Sequence[int], draft: Draft) -> Iterator[re.Match[str]]:
    """The matches of a cut that is of some zones only, or that might leave its sentence."""
    for sentence in draft.sentences:
        if not cut.zones or sentence.zone.kind in cut.zones:
            yield from cut.pattern.finditer(letters, begins[sentence.index], begins[sentence.index + 1])


def _place(cut: Cut, found: re.Match[str], first: int, begin: int, bits: Sequence[int]) -> Place | None:
    """The place of a match in the sentence whose tokens begin at ``first`` and its letters at ``begin``."""
    base = first - 1 - begin  # from a letter to its token
    for (mask, wanted), group in zip(cut.tests, cut.tested):  # noqa: B905
        if bool(bits[base + found.start(group)] & mask) is not wanted:
            return None
    carries = bool(cut.carries and cut.tested and bits[base + found.start(cut.tested[-1])] & cut.carries)
    return Place(max(first, base + found.start(cut.end)), base + found.start("at"), cut, carries)
