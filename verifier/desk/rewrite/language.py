"""What the rules say of words, as far as a rewrite is told from its original by them: built once a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

from verifier.relations.lexicon import Lexicon, lexicon
from verifier.relations.spelling import Memo, plain
from verifier.ruleset import Rule, RuleSet

_PART = 4  # letters from which a part of a word with hyphens is a word of its own


@dataclass(frozen=True)
class Language:
    """Words by what they say: a word and its other words for the same share a key."""

    rules: RuleSet
    lexicon: Lexicon
    bases: Mapping[str, str]  # form of a verb → the verb
    groups: Mapping[str, tuple[str, ...]]  # stem → the groups of words of one meaning it stands in
    spellings: frozenset[tuple[str, str]]  # stems of one word in two spellings
    names: str  # letters of names
    skip: frozenset[str]  # letters of words that carry no matter, and of numbers

    @cached_property
    def keys(self) -> Memo[tuple[str, ...]]:
        """A word → its stem and its groups; nothing for a mark."""
        return Memo(self._keys)

    def _keys(self, word: str) -> tuple[str, ...]:
        stems = [stem for part in (word, *_parts(word)) if (stem := self.stem(part))]
        return tuple(dict.fromkeys([*stems, *(name for stem in stems for name in self.groups.get(stem, ()))]))

    def stem(self, word: str) -> str:
        """A word without accents and endings, a form of a verb as the verb."""
        flat = word if word.isascii() else plain(word) or word
        return self.lexicon.stems[self.bases.get(flat, flat)]


def classes(rule: Rule, rules: RuleSet) -> frozenset[str]:
    """The letters of the classes of words that a rule names."""
    return frozenset("".join(map(rules.letters.of, rule.text("classes").split())))


def language(rules: RuleSet) -> Language:
    """The language of a rule set."""
    known = lexicon(rules)
    made = Language(
        rules,
        known,
        _bases(rules),
        {},
        frozenset(),
        str(rules.grammar["claims"]["names"]),
        known.skip | frozenset(str(rules.grammar["claims"]["numbers"])),
    )
    groups: dict[str, list[str]] = {}
    spelt: set[tuple[str, str]] = set()
    for rule in rules.of("rewording"):
        for line in rule.words("groups"):
            words = line.split()
            if rule.flag("spelling"):
                spelt.update(permutations(map(made.stem, words), 2))
            for stem in dict.fromkeys(map(made.stem, words)):
                groups.setdefault(stem, []).append(f"={words[0]}")
    made = replace(made, spellings=frozenset(spelt))
    return replace(made, groups={stem: tuple(dict.fromkeys(names)) for stem, names in groups.items()})


def _bases(rules: RuleSet) -> dict[str, str]:
    """The forms of the verbs of the lexicon; a form of two is that of the first."""
    bases: dict[str, str] = {}
    for verb in rules.lexicon.having(str(rules.grammar.get("verbs", ""))):
        for form in rules.forms(verb):
            bases.setdefault(form, verb)
    return bases


def _parts(word: str) -> list[str]:
    """The longer words of one with hyphens: state-sponsored."""
    return [part for part in word.split("-") if len(part) >= _PART] if "-" in word else []
