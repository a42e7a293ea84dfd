"""Claims matched across drafts and inside one: which drafts speak of one event, then how their claims stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from verifier.corroboration.candidates import Story, near_drafts, rarity_of, story
from verifier.corroboration.compare import Found, pair
from verifier.corroboration.facts import against_facts, facts
from verifier.corroboration.independence import Origins, independence
from verifier.corroboration.lexicon import lexicon
from verifier.corroboration.mentions import Names, mentions
from verifier.corroboration.only_here import only_here
from verifier.corroboration.passages import Passage
from verifier.corroboration.reading import passages
from verifier.model import Relation, Report, ZoneKind
from verifier.ruleset import RuleSet

SUMMARY = frozenset((ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET))


def relate(reports: Sequence[Report], rules: RuleSet, *, one_event: bool = False) -> tuple[Relation, ...]:
    """The relations of every two drafts on one event, told from both sides, and those inside each draft.

    ``one_event``: the caller knows that all drafts are on one event; else the drafts must be alike enough.
    """
    known = rules.once(lexicon)
    names = Names([mentions(report.draft, known) for report in reports], known)
    read = [passages(i, report, names, known) for i, report in enumerate(reports)]
    rarity = rarity_of(read)
    stories = [story(at, own, rarity) for at, own in enumerate(read)]
    origins = [Origins(report, rules) for report in reports]
    found: list[Relation] = []
    for one in stories:
        found += [_relation(best, origins) for best in _best(_inside(one.passages))]
    found += against_facts(read, reports, facts(rules, known))
    near = combinations(range(len(stories)), 2) if one_event else near_drafts(stories)
    for first, second in near:
        found += _between(stories[first], stories[second], origins)
    return tuple(found)


def _between(one: Story, other: Story, origins: Sequence[Origins]) -> Iterable[Relation]:
    pairs = [found for a in one.passages for b in other.passages for found in pair(a, b)]
    best = _best(_as_drafts(pairs))
    counterparts = {f.one: f.other for f in reversed(pairs)} | {f.other: f.one for f in reversed(pairs)}
    for found in best:
        yield _relation(found, origins)
        yield _relation(found, origins, swap=True)
    for here, there in ((one, other), (other, one)):
        yield from only_here(here, there, counterparts, origins)


def _inside(own: Sequence[Passage]) -> Iterable[Found]:
    """Inside a draft: conflicts and degrees anywhere; what is settled or drifts, between its summary and its body."""
    for at, one in enumerate(own):
        for other in own[at + 1 :]:
            if one.sentence == other.sentence:
                continue
            for found in pair(one, other):
                if found.kind in ("conflicts", "degree") or (
                    found.kind in ("modality", "drift") and (one.zone in SUMMARY) != (other.zone in SUMMARY)
                ):
                    yield found


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
