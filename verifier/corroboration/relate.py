"""Claims matched across drafts and inside one: which drafts speak of one event, then how their claims stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from verifier.corroboration.candidates import Story, near_drafts, rarity_of, story
from verifier.corroboration.compare import Found, pair
from verifier.corroboration.echoes import Place, agreeing, echoes, of_drafts
from verifier.corroboration.facts import against_facts, facts
from verifier.corroboration.independence import Origins, independence
from verifier.corroboration.lexicon import lexicon
from verifier.corroboration.mentions import Names, mentions
from verifier.corroboration.only_here import only_here
from verifier.corroboration.passages import Passage
from verifier.corroboration.reading import passages
from verifier.model import Echo, Relation, Report, ZoneKind
from verifier.ruleset import RuleSet

SUMMARY = frozenset((ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET))


@dataclass(frozen=True, slots=True)
class Study:
    """How the claims of some drafts stand to each other, and the origins that tell one thing.

    ``echoes`` has one mapping a draft, from the place of a claim to the other origins of it.
    """

    relations: tuple[Relation, ...]
    echoes: tuple[Mapping[int, tuple[Echo, ...]], ...]


def relate(reports: Sequence[Report], rules: RuleSet, *, one_event: bool = False) -> tuple[Relation, ...]:
    """The relations of ``study``."""
    return study(reports, rules, one_event=one_event).relations


def study(reports: Sequence[Report], rules: RuleSet, *, one_event: bool = False) -> Study:
    """The relations of every two drafts on one event, told from both sides, and those inside each draft.

    ``one_event``: the caller knows that all drafts are on one event; else the drafts must be alike enough.
    """
    known = rules.once(lexicon)
    names = Names([mentions(report.draft, known) for report in reports], known)
    read = [passages(i, report, names, known) for i, report in enumerate(reports)]
    rarity = rarity_of(read)
    stories = [story(at, own, rarity, alone=len(read) == 1) for at, own in enumerate(read)]
    origins = [Origins(report, rules) for report in reports]
    found: list[Relation] = []
    agreed: set[tuple[Place, Place]] = set()
    for one in stories:
        pairs = _inside(one.passages)
        agreed |= agreeing(pairs)
        found += [_relation(best, origins) for best in _best(_told_inside(pairs))]
    found += against_facts(read, reports, facts(rules, known))
    near = combinations(range(len(stories)), 2) if one_event else near_drafts(stories)
    for first, second in near:
        pairs = [each for a, b in _met(stories[first].passages, stories[second].passages) for each in pair(a, b)]
        agreed |= agreeing(pairs)
        found += _between(stories[first], stories[second], pairs, origins)
    return Study(tuple(found), tuple(of_drafts(echoes(agreed, origins), len(reports))))


def _between(one: Story, other: Story, pairs: Sequence[Found], origins: Sequence[Origins]) -> Iterable[Relation]:
    best = _best(_as_drafts(pairs))
    counterparts = {f.one: f.other for f in reversed(pairs)} | {f.other: f.one for f in reversed(pairs)}
    for found in best:
        yield _relation(found, origins)
        yield _relation(found, origins, swap=True)
    for here, there in ((one, other), (other, one)):
        yield from only_here(here, there, counterparts, origins)


def _inside(own: Sequence[Passage]) -> list[Found]:
    return [
        found
        for one, other in _met(own, own)
        if one.claim < other.claim and one.sentence != other.sentence
        for found in pair(one, other)
    ]


def _told_inside(pairs: Iterable[Found]) -> Iterable[Found]:
    """Inside a draft: conflicts and degrees anywhere; what is settled or drifts, between its summary and its body."""
    for found in pairs:
        lead = (found.one.zone in SUMMARY) != (found.other.zone in SUMMARY)
        if found.kind in ("conflicts", "degree") or (lead and found.kind in ("modality", "drift")):
            yield found


def _met(some: Sequence[Passage], others: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """The pairs that may stand in a relation: those with an event, a state, or across drafts a name in common."""
    across = some is not others
    places: dict[object, list[int]] = {}
    for at, passage in enumerate(others):
        for key in _meeting_points(passage, across=across):
            places.setdefault(key, []).append(at)
    for one in some:
        found = {at for key in _meeting_points(one, across=across) for at in places.get(key, ())}
        for at in sorted(found):
            yield one, others[at]


def _meeting_points(passage: Passage, *, across: bool) -> set[object]:
    points: set[object] = {event.marker.name for event in passage.events}
    points |= {("ladder", event.marker.ladder) for event in passage.events if event.marker.ladder}
    points |= {(state.dimension, state.name) for state in passage.states}
    if across:
        points |= {("name", head) for head in passage.names}
        points |= {passage.zone} & {ZoneKind.HEADLINE}
    return points


def _as_drafts(pairs: Sequence[Found]) -> Iterable[Found]:
    """A thing is open in one draft and settled in the other only where the first settles it nowhere."""
    agreed = {(found.topic) for found in pairs if found.kind == "corroborates"}
    for found in pairs:
        if found.kind != "modality" or found.topic not in agreed:
            yield found


def _best(found: Iterable[Found]) -> list[tuple[Found, tuple[Found, ...]]]:
    """The weightiest pair of each kind and topic, with the others of it."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        groups.setdefault((one.kind, one.topic), []).append(one)
    rows = []
    for group in groups.values():
        first, *rest = sorted(group, key=lambda f: (-f.weight, f.one.claim, f.other.claim))
        rows.append((first, tuple(rest)))
    return rows


def _relation(chosen: tuple[Found, tuple[Found, ...]], origins: Sequence[Origins], *, swap: bool = False) -> Relation:
    found, rest = chosen
    one, other = (found.other, found.one) if swap else (found.one, found.other)
    also = {(f.other.id, f.one.id) if swap else (f.one.id, f.other.id) for f in rest}
    here, there = origins[one.draft], origins[other.draft]
    return Relation(
        found.kind, found.rule, here.report.name, one.id, one.span,
        there.report.name, other.id, other.span, found.why, found.words,
        topic=found.topic, also=tuple(sorted(also - {(one.id, other.id)})),
        independence=independence(here, one.claim, there, other.claim).why if found.kind == "corroborates" else "",
        source=here.name(one.claim), other_source=there.name(other.claim),
        other_text=other.span.of(there.report.text), where=here.rules.where(found.rule),
    )  # fmt: skip
