"""The mention rules of a pack and the grammar they need, made ready once for ``resolution.py``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.ruleset import Rule, RuleSet


@dataclass(frozen=True, slots=True)
class Kit:
    """The mention rules of a pack, ready to use."""

    by_word: dict[str, Rule]
    surname: Rule | None
    definite: Rule | None
    full: re.Pattern[str]
    antecedent: re.Pattern[str]
    titles: int  # bits of words before a name that are no part of it
    bodies: int  # bits of words that no person's name has
    persons: int  # bits of nouns that are a person
    suffixes: int  # bits of words behind a surname
    subject: re.Pattern[str]  # what stands behind a name that is a subject
    genders: dict[str, str]  # word → the list of words that tell a gender it is in


def kit_of(rules: RuleSet) -> Kit:
    """The kit of a rule set; its grammar must have ``mentions``."""
    grammar = rules.grammar["mentions"]
    words = {key: str(value) for key, value in grammar.items()} if isinstance(grammar, dict) else {}
    by_word: dict[str, Rule] = {}
    special: dict[str, Rule] = {}
    for rule in rules.of("mention"):
        special[rule.text("to")] = rule
        for name in rule.words("words"):
            by_word.update((entry[0], rule) for entry in rules.lists[name].entries)
    return Kit(
        by_word=by_word,
        surname=special.get("name"),
        definite=special.get("head"),
        full=re.compile(words["full"]),
        antecedent=re.compile(words["antecedent"]),
        titles=rules.mask(words["titles"].split()),
        bodies=rules.mask(words["bodies"].split()),
        persons=rules.mask(words["persons"].split()),
        suffixes=rules.mask(words["suffixes"].split()),
        subject=re.compile(words["subject"]),
        genders={
            entry[0]: gender
            for gender, names in (("1", words["masculine"]), ("2", words["feminine"]))
            for name in names.split()
            for entry in rules.lists[name].entries
        },
    )
