"""The cue rules of a rule set, compiled once and sorted by the kind of word group that triggers them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.attribution.templates import Grammar, Template, grammar, pattern, templates
from verifier.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that does not change from draft to draft."""

    grammar: Grammar
    by_anchor: Mapping[str, tuple[Template, ...]]
    anything: tuple[Template, ...]  # for verbs that no list has
    vocabulary: Mapping[str, int]
    raising: int  # bits of verbs that lend tense to an infinitive: went on to say
    speakers: int  # bits of nouns of those who speak
    causing: int  # bits of verbs whose object does the infinitive behind it: led them to say
    reporting: int  # bits of verbs that begin a report of their own: … and said
    shapes: Mapping[str, re.Pattern[str]]
    choices: dict[tuple[str, str], tuple[Template, ...]] = field(default_factory=dict)

    def templates(self, letter: str, word: str) -> tuple[Template, ...]:
        """The templates that a word may trigger as the head of a group of this letter."""
        known = self.choices.get((letter, word))
        if known is None:
            bits = self.vocabulary.get(word, 0)
            known = tuple(
                one
                for one in self.by_anchor.get(letter, ())
                if one.mask & bits or (not one.mask and not letter.isalpha())
            )
            self.choices[letter, word] = known
        return known


def build(rules: RuleSet) -> Engine:
    """Compile the cue rules."""
    pack = rules.once(grammar)
    by_anchor: dict[str, list[Template]] = {}
    for template in templates(rules):
        for letter in template.anchor:
            by_anchor.setdefault(letter, []).append(template)
    return Engine(
        grammar=pack,
        by_anchor={letter: tuple(found) for letter, found in by_anchor.items()},
        anything=tuple(one for one in by_anchor.get("V", ()) if not one.mask),
        vocabulary=rules.vocabulary,
        raising=rules.bit("cue-raising"),
        speakers=rules.bit("cue-speaker"),
        causing=rules.bit("cue-causing"),
        reporting=rules.bit("cue-reporting"),
        shapes={name: pattern(text, pack.shapes) for name, text in pack.searches.items()},
    )
