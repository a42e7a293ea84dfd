"""A letter for each class of words and of word groups that a grammar names.

Whole drafts are read by regular expressions over strings with one letter a word, or one a group. Which letter that is
concerns this folder alone: a grammar, and whoever writes one, has names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from verifier.errors import did_you_mean

END = "sentence-end"
"""The class that stands between two sentences; a class of the engine's own, in every language."""
ASIDE = "scare-mark"
"""The class of marks round a word or two that are no speech."""
ANY = "any"
"""In a pattern: a word or group of any class."""
MARKS = ',;:.“”"'
"""Marks that are written as they are; other classes have names."""

_WORDS = {
    END: "|", ASIDE: "_",
    ",": ",", ";": ";", ":": ":", ".": ".", "“": "“", "”": "”", '"': '"',
    "open-bracket": "(", "close-bracket": ")", "dash": "-", "apostrophe": "'", "currency": "$", "other": "*",
    "name": "N", "noun": "n", "plural": "m", "adjective": "j", "adverb": "r", "number": "0", "time": "T",
    "determiner": "d", "possessive-pronoun": "g", "possessive": "s", "subject-pronoun": "i", "object-pronoun": "h",
    "wh-word": "w", "base": "b", "verb-s": "z", "past": "v", "participle": "e", "ing": "a", "auxiliary": "x",
    "nonfinite-auxiliary": "y", "modal": "l", "negation": "f", "to": "o", "that": "t", "preposition": "p",
    "coordinator": "c", "subordinator": "k", "noun-or-verb": "B", "verb-or-noun": "Q", "plural-or-verb-s": "Z",
    "verb-s-or-plural": "Y", "adjective-or-verb": "C", "base-or-past": "H", "past-or-participle": "V", "her": "E",
    "per": "P", "month-or-name": "M", "according": "@", "least": "=",
}  # fmt: skip
_GROUPS = {
    "name-group": "A", "noun-group": "N", "time-group": "T", "passive-or-perfect-group": "K", "verb-group": "V",
    "passive-group": "X", "be-group": "B", "infinitive-group": "I", "passive-infinitive-group": "Y",
    "ing-group": "G", "participle-group": "E", "contrast": "u", "as-word": "M", "agent-preposition": "y",
    "question-word": "Q", "existential": "L", "clause-preposition": "q",
}  # fmt: skip
_OTHERS = "FJRSUWÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one grammar.

    ``words`` and ``groups`` have one letter a class. A word that is in no group keeps its own letter among the
    groups. ``sets`` are classes of words that have a name together, ``group_sets`` groups that do.
    """

    words: Mapping[str, str]
    groups: Mapping[str, str]
    sets: dict[str, str] = field(default_factory=dict)
    group_sets: dict[str, str] = field(default_factory=dict)

    def known(self, *, groups: bool) -> dict[str, str]:
        """Name → letters, of words alone or of groups and the words outside of them."""
        if not groups:
            return {**self.words, **self.sets}
        taken = set(self.groups.values())
        alone = {name: letter for name, letter in self.words.items() if letter not in taken}
        return {**alone, **self.groups, **self.group_sets}

    def spare(self, count: int) -> str:
        """A letter that no class of words has; another for each count."""
        taken = set(self.words.values())
        return [letter for letter in _OTHERS if letter not in taken][count]

    def of(self, name: str, *, groups: bool = False) -> str:
        """The letters of a class or set; raises ``KeyError`` with what to tell a person."""
        known = self.known(groups=groups)
        if name in known:
            return known[name]
        if groups and (name in self.words or name in self.sets):
            message = f"“{name}” is a class of words that are always in a group here; name the group."
        elif not groups and (name in self.groups or name in self.group_sets):
            message = f"“{name}” is a group; name classes of words here."
        else:
            message = f"unknown class “{name}”.{did_you_mean(name, known)}"
        raise KeyError(message)


def assign(words: Iterable[str], groups: Iterable[str]) -> Letters:
    """A letter for each of these names and for the engine's own."""
    known = {name: _WORDS[name] for name in (END, ASIDE)}
    free = iter(_OTHERS)
    for name in words:
        if name not in known:
            known[name] = _WORDS.get(name) or next(free, "")
    grouped: dict[str, str] = {}
    for name in groups:
        if name not in grouped:
            grouped[name] = _GROUPS.get(name) or next(free, "")
    return Letters(known, grouped)
