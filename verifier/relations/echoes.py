"""Which other origins tell what a claim tells, each counted once (domain.md 3.3).

Claims that say one thing are gathered from both sides of a relation. Those of one origin, through whatever copies,
are one; an origin that the claim itself rests on adds nothing, nor does a gesture. Nothing here knows the order of
the drafts, and a copy only joins the origin that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from verifier.model import Echo
from verifier.relations.compare import Found, one_matter
from verifier.relations.independence import Origins, independence
from verifier.relations.passages import Passage

_ALIKE = 0.5  # likeness from which two claims of one event say one thing, and not only speak of it
_FEW = 3  # keys (names, events, words of matter) that they must share

Place = tuple[int, int]  # draft and claim


@dataclass(frozen=True, slots=True)
class _Told:
    """An echo, and whose."""

    place: Place
    echo: Echo
    same: bool  # whether it is the origin of the claim itself, as far as the page tells


def agreeing(found: Iterable[Found]) -> set[tuple[Place, Place]]:
    """The pairs of claims, both ways, that say one thing."""
    pairs: set[tuple[Place, Place]] = set()
    differing: set[tuple[Place, Place]] = set()
    for each in found:
        one, other = (each.one.draft, each.one.claim), (each.other.draft, each.other.claim)
        if each.kind != "corroborates":
            differing |= {(one, other), (other, one)}
        elif each.alike_by >= _ALIKE and may_agree(each.one, each.other):
            pairs |= {(one, other), (other, one)}
    return pairs - differing


def may_agree(one: Passage, other: Passage) -> bool:
    """Whether two claims of one event say the same of it: a name and two things more in common, none in its stead."""
    if one.proper.isdisjoint(other.names) or not one_matter(one, other):
        return False
    return len([key for key in one.keys if key in other.keys]) >= _FEW


def echoes(pairs: Iterable[tuple[Place, Place]], origins: Sequence[Origins]) -> dict[Place, tuple[Echo, ...]]:
    """For each claim the origins that tell it too, strongest first."""
    told: dict[Place, list[Place]] = {}
    for one, other in sorted(pairs):
        told.setdefault(one, []).append(other)
    found = {place: tuple(_of_one(place, others, origins)) for place, others in told.items()}
    return {place: rows for place, rows in found.items() if rows}


def _of_one(place: Place, others: Sequence[Place], origins: Sequence[Origins]) -> Iterable[Echo]:
    if not origins[place[0]].speaks(place[1]):
        return []
    told = [_told(place, other, origins) for other in others if origins[other[0]].speaks(other[1])]
    groups: list[list[_Told]] = []
    for one in told:
        joined = [group for group in groups if any(_one_origin(one, other, origins) for other in group)]
        groups = [group for group in groups if group not in joined] + [[one, *(each for g in joined for each in g)]]
    rows = [max(group, key=lambda t: _rank(t.echo)).echo for group in groups if not any(t.same for t in group)]
    return _shared(sorted(rows, key=_rank, reverse=True), origins[place[0]])


def _told(place: Place, other: Place, origins: Sequence[Origins]) -> _Told:
    here, there = origins[place[0]], origins[other[0]]
    weighed = independence(here, place[1], there, other[1])
    assessment, claim = there.report.assessments[other[1]], there.report.claims[other[1]]
    draft = there.report.name if other[0] != place[0] else ""
    echo = Echo(
        draft, claim.id, there.name(other[1]), assessment.type, assessment.strength or 0, weighed.share
    )  # fmt: skip
    return _Told(other, echo, not weighed.share)


def _one_origin(one: _Told, other: _Told, origins: Sequence[Origins]) -> bool:
    (first, claim), (second, other_claim) = one.place, other.place
    return not independence(origins[first], claim, origins[second], other_claim).share


def _shared(rows: Sequence[Echo], here: Origins) -> Iterable[Echo]:
    """An origin of a class that was counted before is worth less, whichever it is alike to."""
    less = here.rules.house.get("corroboration", "same_class", 0.25)
    seen: set[str] = set()
    for row in rows:
        yield replace(row, share=min(row.share, less)) if row.type in seen else row
        seen.add(row.type)


def _rank(echo: Echo) -> tuple[float, int, str, str, str]:
    return echo.share * echo.strength, echo.strength, echo.source, echo.draft, echo.claim


def of_drafts(found: Mapping[Place, tuple[Echo, ...]], drafts: int) -> list[dict[int, tuple[Echo, ...]]]:
    """The same by draft, then by claim."""
    out: list[dict[int, tuple[Echo, ...]]] = [{} for _ in range(drafts)]
    for (draft, claim), rows in found.items():
        out[draft][claim] = rows
    return out
