"""The cue rules of a rule set, compiled once and sorted by the kind of word group that triggers them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from verifier.attribution.opening import opening
from verifier.attribution.templates import Grammar, Template, grammar, pattern, templates
from verifier.ruleset import RuleSet


class Frame(NamedTuple):
    """Templates that follow each other and want the same groups behind their anchor, matched once for all of them."""

    after: str
    opens: frozenset[str]  # the letters of which one must stand there; none: any
    quoted: bool  # a quotation must stand before the anchor
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that does not change from draft to draft."""

    grammar: Grammar
    by_anchor: Mapping[str, tuple[Template, ...]]
    masks: Mapping[str, int]  # bits of the words that may be the head of such a group, by its letter
    always: str  # marks that trigger templates whatever their word
    anything: tuple[Frame, ...]  # for verbs that no list has
    raising: int  # bits of verbs that lend tense to an infinitive: went on to say
    speakers: int  # bits of nouns of those who speak
    causing: int  # bits of verbs whose object does the infinitive behind it: led them to say
    reporting: int  # bits of verbs that begin a report of their own: … and said
    shapes: Mapping[str, re.Pattern[str]]
    choices: dict[tuple[str, int], tuple[Frame, ...]] = field(default_factory=dict)

    def frames(self, letter: str, bits: int) -> tuple[Frame, ...]:
        """The templates that a word of these lists may trigger as the head of a group of this letter, best first."""
        bits &= self.masks.get(letter, 0)
        known = self.choices.get((letter, bits))
        if known is None:
            always = letter in self.always
            fit = [one for one in self.by_anchor.get(letter, ()) if one.mask & bits or (always and not one.mask)]
            known = self.choices[letter, bits] = _frames(fit)
        return known


def _frames(templates: Iterable[Template]) -> tuple[Frame, ...]:
    runs: list[tuple[str, bool, list[Template]]] = []
    for one in templates:
        if not runs or runs[-1][0] != one.after or runs[-1][1] != one.quoted:
            runs.append((one.after, one.quoted, []))
        runs[-1][2].append(one)
    return tuple([Frame(after, opening(after) or frozenset(), quoted, tuple(fit)) for after, quoted, fit in runs])


def build(rules: RuleSet) -> Engine:
    """Sort the cue rules."""
    pack = rules.once(grammar)
    by_anchor: dict[str, list[Template]] = {}
    for template in templates(rules):
        for letter in template.anchor:
            by_anchor.setdefault(letter, []).append(template)
    masks = {letter: reduce(or_, [one.mask for one in found]) for letter, found in by_anchor.items()}
    return Engine(
        grammar=pack,
        by_anchor={letter: tuple(found) for letter, found in by_anchor.items()},
        masks=masks,
        always="".join(letter for letter in by_anchor if not letter.isalpha()),
        anything=_frames(one for one in by_anchor.get("V", ()) if not one.mask),
        raising=rules.bit("cue-raising"),
        speakers=rules.bit("cue-speaker"),
        causing=rules.bit("cue-causing"),
        reporting=rules.bit("cue-reporting"),
        shapes={name: pattern(text, pack.shapes) for name, text in pack.searches.items()},
    )
