"""The forms of a word, by the regular patterns and irregular lines of the language pack."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LETTERS = {"verb": "bsdng", "noun": "1p"}
"""One letter a form: base, -s, past, participle, -ing; singular, plural."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of lemma and the forms it takes, as templates of ``re``."""

    shape: re.Pattern[str]
    forms: tuple[str, ...]

    def applied(self, lemma: str) -> tuple[str, ...] | None:
        """The forms of a lemma of this shape."""
        found = self.shape.search(lemma)
        if found is None:
            return None
        stem = lemma[: found.start()]
        return tuple(stem + (found.expand(form) if "\\" in form else form) for form in self.forms)


@dataclass(frozen=True)
class Inflection:
    """How a language forms its words. ``heads`` are the words before which the head of a noun phrase stands."""

    patterns: Mapping[str, Sequence[Pattern]] = field(default_factory=dict)
    irregular: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    _known: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def forms(self, lemma: str, form_class: str) -> tuple[str, ...]:
        """All forms of one word, the lemma first; ``a/b`` in the pack stands for two forms in one place."""
        known = self.irregular.get(form_class, {}).get(lemma)
        if known is not None:
            return (lemma, *known)
        for pattern in self.patterns.get(form_class, ()):
            made = pattern.applied(lemma)
            if made is not None:
                return (lemma, *made)
        return (lemma,) * len(LETTERS[form_class])

    def lettered(self, lemma: str, form_class: str) -> Mapping[str, str]:
        """Each form of one word with the letters of what it can be. Kept, for many lists have the same verbs."""
        known = self._known.get((lemma, form_class))
        if known is not None:
            return known
        letters: dict[str, str] = {}
        for letter, form in zip(LETTERS[form_class], self.forms(lemma, form_class), strict=False):
            for spelling in form.split("/"):
                letters[spelling] = letters.get(spelling, "") + letter
        self._known[lemma, form_class] = letters
        return letters

    def head(self, entry: tuple[str, ...], form_class: str) -> int:
        """Which word of an entry is inflected: the first of a verb, the head of a noun phrase."""
        if form_class == "verb":
            return 0
        return next((at - 1 for at, word in enumerate(entry) if at and word in self.heads), len(entry) - 1)
