"""The claims of one draft that bear on each other: which may meet at all, by a look at their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from verifier.corroboration.compare import KINDS, Found, pair
from verifier.corroboration.echoes import agreeing, may_agree
from verifier.corroboration.independence import Origins, independence
from verifier.corroboration.passages import Passage
from verifier.corroboration.weights import Weights
from verifier.model import ZoneKind

SUMMARY = frozenset((ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET))
_ANYWHERE = frozenset(("conflicts", "degree"))
_LEADING = _ANYWHERE | {"modality", "drift"}  # between the summary of a draft and its body
_DENIES, _LEADS, _SCALES, _COUNTS, _CHANGES, _SPEAKS = (1 << at for at in range(6))
_BOTH = _SCALES | _COUNTS | _CHANGES | _SPEAKS

Met = tuple[Passage, Passage, int, int]  # two claims, and what each has that a relation may come of


def inside(own: Sequence[Passage], origins: Origins, weights: Weights, *, alone: bool) -> list[Found]:
    """The relations between claims of a draft that matter: told, or of two origins that may agree.

    ``alone``: there is no other draft, so that claims of one origin agree for nothing unless others agree too.
    """
    met = list(_met(own, origins))
    found = _told(met, origins, weights, apart=alone)
    return _told(met, origins, weights, apart=False) if alone and agreeing(found) else found


def _told(met: Iterable[Met], origins: Origins, weights: Weights, *, apart: bool) -> list[Found]:
    found: list[Found] = []
    for one, other, mine, theirs in met:
        wanted = _LEADING if (mine ^ theirs) & _LEADS else _ANYWHERE
        if mine & theirs & _SPEAKS and (not apart or _are_apart(origins, one.claim, other.claim)):
            wanted = KINDS if may_agree(one, other) else wanted
        found += pair(one, other, weights, wanted)
    return found


def _are_apart(origins: Origins, one: int, other: int) -> bool:
    """Whether either of two claims may add to the other."""
    if origins.source(one) is origins.source(other):
        return False
    return bool(independence(origins, one, origins, other).share or independence(origins, other, origins, one).share)


def _met(own: Sequence[Passage], origins: Origins) -> Iterator[Met]:
    """The pairs, in reading order, that may stand in a relation, with what may make one."""
    if not own:
        return
    groups = [group for group in own[0].page.meeting.values() if len(group) > 1]
    signs = {at: _signs(own[at], origins) for group in groups for at in group}
    pairs: set[tuple[int, int]] = set()
    for group in groups:
        pairs.update((a, b) for a, b in combinations(group, 2) if _may_tell(signs[a], signs[b]))
    for a, b in sorted(pairs):
        if own[a].sentence != own[b].sentence:
            yield own[a], own[b], signs[a], signs[b]


def _may_tell(one: int, other: int) -> bool:
    return bool((one | other) & _DENIES or one & other & _BOTH or (one ^ other) & _LEADS)


def _signs(passage: Passage, origins: Origins) -> int:
    """What a claim has that a relation may come of."""
    signs = _LEADS if passage.zone in SUMMARY else 0
    signs |= _DENIES if passage.denying else 0
    signs |= _CHANGES if passage.effects else 0
    signs |= _SPEAKS if origins.speaks(passage.claim) else 0
    signs |= _COUNTS if passage.page.has_number(*passage.bounds) else 0
    return signs | (_SCALES if any(marker.kind == "contrast" for _, marker in passage.marks) else 0)
