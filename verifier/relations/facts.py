"""Facts of the house: an editor's dated statements, and the claims that take the contrary for granted.

A line is ``Jane Roe: resigned 2024-12-08``. The words between name and date are read as a draft is: the event they
name leaves a state behind (``power=out``), and a claim that has the name in another value of that state after that
day is told to the editor. A draft dated before the day is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verifier.model import Relation, Report
from verifier.relations.lexicon import Effect, Lexicon, lists_of
from verifier.relations.passages import Passage
from verifier.relations.spelling import plain
from verifier.ruleset import RuleSet

_LINE = re.compile(r"(?P<name>[^:]+):\s*(?P<words>.*?)\s*(?P<day>\d{4}-\d\d-\d\d)?\s*$")


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated statement of the house."""

    name: str
    heads: frozenset[str]
    words: str
    day: str
    effects: tuple[Effect, ...]
    rule: str
    where: str


def facts(rules: RuleSet, lexicon: Lexicon) -> list[Fact]:
    """Every fact of the rule set, in the order of the files."""
    found = []
    for rule in rules.of("fact"):
        for line in rule.phrases("facts"):
            read = _LINE.match(line.text)
            if read is not None:
                effects = tuple(_effects(read["words"], rules, lexicon))
                where = f"{rule.path}:{line.line}"
                found.append(Fact(read["name"].strip(), frozenset(_heads(read["name"], lexicon)), read["words"],
                                  read["day"] or "", effects, rule.id, where))  # fmt: skip
    return found


def _heads(name: str, lexicon: Lexicon) -> Iterator[str]:
    """What a draft may call the name: its entity by the aliases, or its last word."""
    words = [word for word in plain(name).split() if word not in lexicon.spelling.drop]
    for alias in lexicon.aliases.get(words[0], ()) if words else ():
        if alias.rest == tuple(words[1:]):
            yield alias.entity
    if words:
        yield words[-1]


def _effects(words: str, rules: RuleSet, lexicon: Lexicon) -> Iterator[Effect]:
    """The states left by the event classes whose lists hold one of the words."""
    wanted = tuple(words.lower().split())
    for rule in rules.of("event"):
        marker = lexicon.markers[rule.id]
        if marker.effects and any(wanted in one.entries for one in lists_of(rule, rules)):
            yield from marker.effects


def against_facts(
    read: Sequence[Sequence[Passage]], reports: Sequence[Report], known: Sequence[Fact]
) -> Iterator[Relation]:
    """One relation for each fact and draft: the first claim that takes the contrary for granted, the others beside."""
    for own, report in zip(read, reports, strict=True):
        dated = dict(report.draft.document.meta).get("date", "")
        for fact in known:
            if dated and fact.day and dated[:10] < fact.day:
                continue
            hits = list(_contrary(own, fact))
            if hits:
                yield _relation(hits, fact, report)


def _contrary(own: Iterable[Passage], fact: Fact) -> Iterator[tuple[Passage, str]]:
    for passage in own:
        for state in passage.states:
            for effect in fact.effects:
                contrary = state.value != effect.value and not passage.denial(state.at)
                if state.name in fact.heads and state.dimension == effect.dimension and contrary:
                    yield passage, state.words


def _relation(hits: Sequence[tuple[Passage, str]], fact: Fact, report: Report) -> Relation:
    (first, words), *others = hits
    day = f" on {fact.day}" if fact.day else ""
    return Relation(
        "conflicts", fact.rule, report.name, first.id, first.span,
        why=f"“{words}” takes for granted what the house holds otherwise: {fact.name} {fact.words}{day} ({fact.where})",
        words=(words, fact.name), topic=f"fact: {fact.name} {fact.words}{day}",
        also=tuple(dict.fromkeys((p.id, "") for p, _ in others if p.id != first.id)), where=fact.where,
    )  # fmt: skip
