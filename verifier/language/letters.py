"""A letter for each class of words and of word groups that a grammar names.

Whole drafts are read by regular expressions over strings with one letter a word, or one a group. Which letter that is
concerns this folder alone: a grammar, and whoever writes one, has names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase

from verifier.errors import did_you_mean

END = "sentence-end"
"""The class that stands between two sentences; a class of the engine's own, in every language."""
ASIDE = "scare-mark"
"""The class of marks round a word or two that are no speech."""
NONE = "none"
"""In place of classes or groups: the language has none that play this part."""
ANY = "any"
"""In a pattern: a word or group of any class."""
MARKS = ',;:.“”"'
"""Marks that are written as they are; other classes have names."""

_SIGNS = {
    END: "|", ASIDE: "_",
    ",": ",", ";": ";", ":": ":", ".": ".", "“": "“", "”": "”", '"': '"',
    "open-bracket": "(", "close-bracket": ")", "dash": "-", "apostrophe": "'", "currency": "$", "other": "*",
}  # fmt: skip
"""Classes that are no words, each by its own sign, for they are the same in every language."""
_LETTERS = ascii_uppercase + ascii_lowercase + "".join(filter(str.isalpha, map(chr, range(192, 256))))
"""The letters there are, in the order in which they are given away: of one byte each, which ``re`` finds fastest."""
MOST = len(_LETTERS) - 8
"""Classes and groups that a grammar may have, a few letters kept for the built-ins of phrases."""


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
        return {**self.words, **self.sets, **self.groups, **self.group_sets}

    def spare(self, count: int) -> str:
        """A letter that no class has; another for each count, of which a few are kept."""
        return _LETTERS[-1 - count]

    def of(self, name: str, *, groups: bool = False) -> str:
        """The letters of a class or set; raises ``KeyError`` with what to tell a person."""
        known = self.known(groups=groups)
        if name in known:
            return known[name]
        if not groups and (name in self.groups or name in self.group_sets):
            message = f"“{name}” is a group; name classes of words here."
        else:
            message = f"unknown class “{name}”.{did_you_mean(name, known)}"
        raise KeyError(message)


def assign(words: Iterable[str], groups: Iterable[str]) -> Letters:
    """A letter for each of these names and for the engine's own; "" for those of more than ``MOST``."""
    free = iter(_LETTERS[:MOST])
    grouped = {name: next(free, "") for name in dict.fromkeys(groups)}
    known = {name: _SIGNS.get(name) or next(free, "") for name in dict.fromkeys((END, ASIDE, *words))}
    return Letters(known, grouped)
