"""The cue rules of a rule set, compiled once and sorted by the kind of word group that triggers them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import or_
from typing import NamedTuple

from verifier.attribution.chunks import Shapes, shapes
from verifier.attribution.opening import opening
from verifier.attribution.roles import Roles, roles
from verifier.attribution.templates import Grammar, Template, grammar, pattern, templates
from verifier.ruleset import RuleSet


class Frame(NamedTuple):
    """Templates that follow each other and want the same groups behind their anchor, matched once for all of them."""

    after: str
    mark: str  # one that must stand behind the anchor; none: ""
    quoted: bool  # a quotation must stand before the anchor
    templates: tuple[Template, ...]


class Choice(NamedTuple):
    """The templates for groups of one letter before groups of another."""

    mask: int  # bits of the words that may be the head
    templates: tuple[Template, ...]
    known: dict[int, tuple[Frame, ...]]  # by the lists of the head that the mask holds


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue rules, sorted, and the word groups they stand on: all that does not change from draft to draft."""

    grammar: Grammar
    groups: Shapes
    by_anchor: Mapping[str, tuple[Template, ...]]
    masks: Mapping[str, int]  # bits of the words that may be the head of such a group, by its letter
    anything: tuple[Frame, ...]  # for verbs that no list has
    raising: int  # bits of verbs that lend tense to an infinitive: went on to say
    speakers: int  # bits of nouns of those who speak
    causing: int  # bits of verbs whose object does the infinitive behind it: led them to say
    reporting: int  # bits of verbs that begin a report of their own: … and said
    placing: int  # bits of prepositions behind which a place may open a sentence
    place: re.Pattern[str]  # the name of a place before another name, over the letters of words
    times: int  # bits of nouns of time
    time: re.Pattern[str]  # such a noun and what stands before it in its phrase, before a name
    venues: int  # bits of nouns of where words were spoken
    venue: re.Pattern[str]  # such a noun and what stands before it in its phrase, before a name
    shapes: Mapping[str, re.Pattern[str]]
    roles: Roles
    choices: dict[str, Choice] = field(default_factory=dict)

    def frames(self, pair: str, bits: int) -> tuple[Frame, ...]:
        """The templates that the head of a group may trigger, best first.

        ``pair`` is the letter of the group and of the one behind it, ``bits`` are the lists of the head.
        """
        choice = self.choices.get(pair) or self._choose(pair)
        bits &= choice.mask
        known = choice.known.get(bits)
        if known is None:
            always = pair[0] in self.roles.always
            known = _frames([one for one in choice.templates if one.mask & bits or (always and not one.mask)])
            choice.known[bits] = known
        return known

    def _choose(self, pair: str) -> Choice:
        letter, behind = pair[0], pair[1]
        fit = [one for one in self.by_anchor.get(letter, ()) if behind in (opening(one.after) or behind)]
        made = self.choices[pair] = Choice(reduce(or_, [one.mask for one in fit], 0), tuple(fit), {})
        return made


def _frames(templates: Iterable[Template]) -> tuple[Frame, ...]:
    runs = groupby(templates, key=lambda one: (one.after, one.mark, one.quoted))
    return tuple([Frame(*wanted, tuple(fit)) for wanted, fit in runs])


def build(rules: RuleSet) -> Cues:
    """Sort the cue rules."""
    pack, parts, lists = grammar(rules), roles(rules), rules.grammar["attribution"]
    by_anchor: dict[str, list[Template]] = {}
    for template in templates(rules, pack):
        for letter in template.anchor:
            by_anchor.setdefault(letter, []).append(template)
    masks = {letter: reduce(or_, [one.mask for one in found]) for letter, found in by_anchor.items()}
    return Cues(
        grammar=pack,
        groups=shapes(rules),
        by_anchor={letter: tuple(found) for letter, found in by_anchor.items()},
        masks=masks,
        anything=_frames(one for one in by_anchor.get(parts.plain_verb, ()) if not one.mask),
        raising=rules.mask(lists["raising_verbs"].split()),
        speakers=rules.mask(lists["speakers"].split()),
        causing=rules.mask(lists["causing"].split()),
        reporting=rules.mask(lists["reporting"].split()),
        placing=rules.mask(rules.grammar["opening_place"]["words"].split()),
        place=re.compile(rules.grammar["opening_place"]["shape"]),
        times=rules.mask(rules.grammar["opening_time"]["words"].split()),
        time=re.compile(rules.grammar["opening_time"]["shape"]),
        venues=rules.mask(rules.grammar["venue"]["words"].split()),
        venue=re.compile(rules.grammar["venue"]["shape"]),
        shapes={name: pattern(text, pack.shapes) for name, text in pack.searches.items()},
        roles=parts,
    )
