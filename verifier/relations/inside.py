"""The claims of one draft that bear on each other: which may meet at all, by a look at their marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from verifier.model import ZoneKind
from verifier.relations.compare import KINDS, Found, Two, counts, events, states, weighed
from verifier.relations.echoes import agreeing, may_agree
from verifier.relations.independence import Origins, independence
from verifier.relations.passages import Passage
from verifier.relations.weights import Weights

SUMMARY = frozenset((ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET))
_DENIES, _LEADS, _SCALES, _COUNTS, _CHANGES, _SPEAKS = (1 << at for at in range(6))  # what a claim may have
_CROWD = 100  # claims of one event class, the first of a draft, that are compared with all others of it
_BOTH = _SCALES | _COUNTS | _CHANGES | _SPEAKS
_LEADING: Collection[str] = KINDS - {"corroborates"}  # what is told between the summary of a draft and its body
_ANYWHERE: Mapping[int, Collection[str]] = {
    0: (), _DENIES: ("conflicts",), _SCALES: ("degree",), _DENIES | _SCALES: ("conflicts", "degree"),
}  # fmt: skip
"""What two events may be in and what would be told of them, by what their claims have."""

Met = tuple[Passage, Passage, int, int]  # two claims, and what either has, what both have


def inside(own: Sequence[Passage], origins: Origins, weights: Weights, *, alone: bool) -> list[Found]:
    """The relations between claims of a draft that matter: told, or of two origins that may agree.

    ``alone``: there is no other draft, so that claims of one origin agree for nothing unless others agree too.
    """
    met = list(_met(own, origins))
    found = _related(met, origins, weights, apart=alone)
    return _related(met, origins, weights, apart=False) if alone and agreeing(found) else found


def told(found: Iterable[Found]) -> Iterator[Found]:
    """Conflicts and degrees anywhere in a draft; what is settled or drifts, between its summary and its body."""
    for each in found:
        leads = (each.one.zone in SUMMARY) != (each.other.zone in SUMMARY)
        if each.kind in ("conflicts", "degree") or (leads and each.kind in ("modality", "drift")):
            yield each


def _related(met: Iterable[Met], origins: Origins, weights: Weights, *, apart: bool) -> list[Found]:
    found: list[Found] = []
    for one, other, either, both in met:
        two = Two(one, other, weights)
        some: list[Found] = []
        if both & _CHANGES:
            some += states(two)
        wanted = _LEADING if either & ~both & _LEADS else _ANYWHERE[either & _DENIES | both & _SCALES]
        if both & _SPEAKS and (not apart or _are_apart(origins, one.claim, other.claim)) and may_agree(one, other):
            wanted = KINDS
        if wanted:
            some += events(two, wanted)
        if both & _COUNTS:
            some += counts(two)
        if some:
            found += weighed(some, one, other)
    return found


def _are_apart(origins: Origins, one: int, other: int) -> bool:
    """Whether either of two claims of a draft may add to the other."""
    if origins.source(one) is origins.source(other):
        return False
    return bool(independence(origins, one, origins, other).share)


def _met(own: Sequence[Passage], origins: Origins) -> Iterator[Met]:
    """The pairs, in reading order, that may stand in a relation."""
    if not own:
        return
    groups = [group for group in own[0].page.meeting.values() if len(group) > 1]
    has = {at: _has(own[at], origins) for group in groups for at in group}
    pairs: set[tuple[int, int]] = set()
    for group in groups:
        for at, one in enumerate(group[:_CROWD], 1):
            mine = has[one]
            pairs.update(
                [
                    (one, other)
                    for other in group[at:]
                    if (mine | has[other]) & _DENIES or mine & has[other] & _BOTH or (mine ^ has[other]) & _LEADS
                ]
            )
    for a, b in sorted(pairs):
        if own[a].sentence != own[b].sentence:
            yield own[a], own[b], has[a] | has[b], has[a] & has[b]


def _has(passage: Passage, origins: Origins) -> int:
    """What a claim has that a relation may come of."""
    has = _LEADS if passage.zone in SUMMARY else 0
    for _, marker in passage.marks:
        if marker.effects:
            has |= _CHANGES
        if marker.kind == "contrast":
            has |= _SCALES
    if passage.denying:
        has |= _DENIES
    if passage.has_number:
        has |= _COUNTS
    if (passage.is_report or passage.unsettled) and origins.speaks(passage.claim):
        has |= _SPEAKS
    return has
