"""Claims matched across drafts and inside one: which drafts speak of one event, then how their claims stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from verifier.model import Echo, Relation, Report, ZoneKind
from verifier.relations.candidates import near_drafts, story
from verifier.relations.compare import Found, pair
from verifier.relations.echoes import Place, agreeing, echoes, of_drafts
from verifier.relations.facts import Fact, against_facts, facts
from verifier.relations.independence import Origins, independence
from verifier.relations.inside import inside, told
from verifier.relations.lexicon import Lexicon, lexicon
from verifier.relations.only_here import only_here
from verifier.relations.page import pages
from verifier.relations.passages import Passage
from verifier.relations.weights import Weights
from verifier.ruleset import RuleSet

_Chosen = tuple[Found, tuple[Found, ...]]  # the weightiest of a kind and topic, and the others


@dataclass(frozen=True, slots=True)
class Study:
    """How the claims of some drafts stand to each other, and the origins that tell one thing.

    ``echoes`` has one mapping a draft, from the place of a claim to the other origins of it.
    """

    relations: tuple[Relation, ...]
    echoes: tuple[Mapping[int, tuple[Echo, ...]], ...]


class Relater:
    """Everything that the rules say of names, numbers and events, read once."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._lexicon = lexicon(rules)
        self._facts = facts(rules, self._lexicon)

    def study(self, reports: Sequence[Report], *, one_event: bool = False) -> Study:
        """The relations of every two drafts on one event, told from both sides, and those inside each draft.

        ``one_event``: the caller knows that all drafts are on one event; else the drafts must be alike enough.
        """
        origins = [Origins(report, self._rules, self._lexicon.aliases) for report in reports]
        return _study(reports, origins, self._lexicon, self._facts, one_event=one_event)


def _study(
    reports: Sequence[Report],
    origins: Sequence[Origins],
    known: Lexicon,
    settled: Sequence[Fact],
    *,
    one_event: bool,
) -> Study:
    read = [[Passage(page, at) for at in range(len(page.claims))] for page in pages(reports, known)]
    weights = Weights(read)
    found: list[Relation] = []
    agreed: set[tuple[Place, Place]] = set()
    for own, here in zip(read, origins, strict=True):
        pairs = inside(own, here, weights, alone=len(read) == 1)
        agreed |= agreeing(pairs)
        found += [_relation(best, origins) for best in _best(told(pairs))]
    found += against_facts(read, reports, settled)
    for first, second in _near(read, weights, one_event=one_event):
        pairs = [each for a, b in _met(read[first], read[second]) for each in pair(a, b, weights)]
        agreed |= agreeing(pairs)
        found += _between(_best(_as_drafts(pairs)), origins)
        counterparts = {f.one: f.other for f in reversed(pairs)} | {f.other: f.one for f in reversed(pairs)}
        for at, to in ((first, second), (second, first)):
            found += only_here(read[at], read[to], counterparts, (origins[at], origins[to]))
    return Study(tuple(found), tuple(of_drafts(echoes(agreed, origins), len(reports))))


def _near(read: Sequence[Sequence[Passage]], weights: Weights, *, one_event: bool) -> Iterable[tuple[int, int]]:
    """The pairs of drafts on one event."""
    if one_event or len(read) < 2:
        return combinations(range(len(read)), 2)
    return near_drafts([story(own, weights) for own in read])


def _between(best: Iterable[_Chosen], origins: Sequence[Origins]) -> Iterable[Relation]:
    """Each relation of two drafts, told from both sides."""
    for chosen in best:
        yield _relation(chosen, origins)
        yield _relation(chosen, origins, swap=True)


def _met(some: Sequence[Passage], others: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """The pairs of claims of two drafts that have an event, a state or a name in common; and their headlines."""
    places: dict[object, list[int]] = {}
    for at, passage in enumerate(others):
        for point in _points(passage):
            places.setdefault(point, []).append(at)
    for one in some:
        found = {at for point in _points(one) for at in places.get(point, ())}
        for at in sorted(found):
            yield one, others[at]


def _points(passage: Passage) -> set[object]:
    points: set[object] = {event.marker.name for event in passage.events}
    points |= {("ladder", event.marker.ladder) for event in passage.events if event.marker.ladder}
    points |= {(state.dimension, state.name) for state in passage.states}
    points |= {("name", head) for head in passage.names}
    return points | ({passage.zone} & {ZoneKind.HEADLINE})


def _as_drafts(pairs: Sequence[Found]) -> Iterable[Found]:
    """A thing is open in one draft and settled in the other only where the first settles it nowhere."""
    agreed = {(found.topic) for found in pairs if found.kind == "corroborates"}
    for found in pairs:
        if found.kind != "modality" or found.topic not in agreed:
            yield found


def _best(found: Iterable[Found]) -> list[_Chosen]:
    """The weightiest pair of each kind and topic, with the others of it."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        groups.setdefault((one.kind, one.topic), []).append(one)
    rows = []
    for group in groups.values():
        first, *rest = sorted(group, key=lambda f: (-f.weight, f.one.claim, f.other.claim))
        rows.append((first, tuple(rest)))
    return rows


def _relation(chosen: _Chosen, origins: Sequence[Origins], *, swap: bool = False) -> Relation:
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
