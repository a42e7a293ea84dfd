"""Whether two Latin spellings are one name: letters to sounds, then an edit distance that knows which sounds are near.

The engine knows no language: letters, near sounds and particles come from the rule of kind ``spelling``. A likeness
is 0 to 1 and says nothing of the world: two villages may share a name, and one may have two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from verifier.ruleset.schema import Rule, RuleSet

_MARKS = re.compile(r"[’'‘`ʼ´ʿʾ]")
_BREAKS = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiouyj")
_SAME_CLASS = 0.35  # a cost up to which two sounds share a block
_SEEN = 200_000  # words of which something is remembered at most

Told = TypeVar("Told")


class Memo(dict[str, Told]):
    """What a function tells of a word, remembered; forgotten when the words are too many."""

    def __init__(self, tell: Callable[[str], Told]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> Told:
        if len(self) > _SEEN:
            self.clear()
        told = self[word] = self._tell(word)
        return told


def plain(name: str) -> str:
    """Lower case without accents, apostrophes and hyphens; words one space apart."""
    letters = name.lower()
    if not letters.isascii():
        letters = "".join([c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c)])
    elif letters.isalpha():
        return letters
    return _BREAKS.sub(" ", _MARKS.sub("", letters)).strip()


@dataclass(frozen=True)
class Spelling:
    """The spelling rule, ready to compare names. Costs are in consonants: 1 is one consonant written for nothing."""

    letters: tuple[tuple[str, str], ...]
    near: Mapping[tuple[str, str], float]
    weights: Mapping[str, float]
    drop: frozenset[str]
    generic: frozenset[str]
    threshold: float
    like: float = 1.0
    rule: str = ""

    def sounds(self, name: str) -> tuple[str, ...]:
        """The words of a name as sounds, particles and generic terms left out where something remains."""
        return self._sounds[name]

    def block(self, name: str) -> str:
        """What spellings of one name nearly always share: their consonants, those that are near taken for one."""
        return self._blocks[name]

    @cached_property
    def _sounds(self) -> Memo[tuple[str, ...]]:
        def sounds(name: str) -> tuple[str, ...]:
            words = plain(name).split()
            kept = [w for w in words if w not in self.drop] or words
            kept = [w for w in kept if w not in self.generic] or kept
            return tuple(map(self._sound, kept))

        return Memo(sounds)

    @cached_property
    def _blocks(self) -> Memo[str]:
        near = {sound: name for sound, name in self.classes.items() if len(sound) == 1}
        classes = str.maketrans(near | dict.fromkeys(_VOWELS, ""))

        def block(name: str) -> str:
            whole = "".join(self._sounds[name])
            return _DOUBLED.sub(r"\1", whole.translate(classes)) or whole[:1]

        return Memo(block)

    def likeness(self, one: str, other: str) -> float:
        """0 to 1; 1 for names of the same sounds. A name inside a longer one counts, from five sounds on."""
        first, second = self.sounds(one), self.sounds(other)
        whole = self._alike("".join(first), "".join(second))
        if len(first) == len(second):
            return whole
        short, long = sorted((first, second), key=len)
        if sum(map(len, short)) < 5:
            return whole
        return max(whole, min(max(self._alike(word, other) for other in long) for word in short))

    def same(self, one: str, other: str) -> bool:
        """Whether two spellings are one name: every word of it, so that a village is not its province."""
        first, second = self.sounds(one), self.sounds(other)
        if first == second:
            return True
        if len("".join(first)) < 4 or abs(len(first) - len(second)) > 1:
            return False
        return self._alike("".join(first), "".join(second)) >= self.threshold

    def _sound(self, word: str) -> str:
        if self._written.search(word):
            for letters, sound in self.letters:
                word = word.replace(letters, sound)
        return _DOUBLED.sub(r"\1", word)

    @cached_property
    def _written(self) -> re.Pattern[str]:
        """Any of the letters written for one sound."""
        return re.compile("|".join(re.escape(letters) for letters, _ in self.letters) or "(?!)")

    @cached_property
    def classes(self) -> dict[str, str]:
        """Each sound with the first of all that are near it, or near one near it."""
        classes: dict[str, str] = {}
        for (one, other), cost in sorted(self.near.items()):
            if cost <= _SAME_CLASS and one not in _VOWELS and other not in _VOWELS:
                first, second = classes.get(one, one), classes.get(other, other)
                low, high = sorted((first, second))
                classes |= dict.fromkeys((one, other), low)
                classes |= {sound: low for sound, name in classes.items() if name == high}
        return classes

    def _weight(self, sound: str) -> float:
        if sound in _VOWELS:
            return self.weights["vowel"]
        return self.weights.get(sound, self.weights["consonant"])

    def _alike(self, one: str, other: str) -> float:
        if not one or not other:
            return 0.0
        total = sum(map(self._weight, one)) + sum(map(self._weight, other))
        short = 1 + self.weights["short"] / max(2, min(len(one), len(other)))
        return max(0.0, 1 - self._distance(one, other) * self.weights["scale"] * short / total)

    def _distance(self, one: str, other: str) -> float:
        moved, replaced = self.weights["moved"], self.weights["replaced"]
        skip = [self._weight(y) * moved for y in other]
        row = [0.0]
        for cost in skip:
            row.append(row[-1] + cost)
        for x in one:
            drop = self._weight(x) * moved
            new = [row[0] + drop]
            for j, y in enumerate(other):
                step = row[j] if x == y else row[j] + self.near.get((x, y), replaced)
                new.append(min(step, row[j + 1] + drop, new[j] + skip[j]))
            row = new
        return row[-1]


def spelling(rules: RuleSet) -> Spelling:
    """The spelling rule of a rule set; without one, names are alike only when written alike."""
    found = rules.of("spelling")
    if not found:
        return Spelling((), {}, {"vowel": 1, "consonant": 1, "moved": 1, "replaced": 1, "scale": 2, "short": 0},
                        frozenset(), frozenset(), 1.0)  # fmt: skip
    return _spelling(found[0], rules)


def _spelling(rule: Rule, rules: RuleSet) -> Spelling:
    letters = tuple((a, b) for a, b in (re.split(r"\s*>\s*", line) for line in rule.words("letters")))
    weights = rule.options.get("weights", {})
    scaled = {name: value / 100 for name, value in weights.items()} if isinstance(weights, dict) else {}
    return Spelling(
        letters=letters,
        near=_near(rule.words("near")),
        weights=scaled,
        drop=_words(rules, rule.text("drop")),
        generic=_words(rules, rule.text("generic")),
        threshold=rule.number("threshold", 100) / 100,
        like=rule.number("like", 100) / 100,
        rule=rule.id,
    )


def _near(lines: Iterable[str]) -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for line in lines:
        *sounds, hundredths = line.split()
        for a in sounds:
            for b in sounds:
                if a != b:
                    costs[a, b] = min(int(hundredths) / 100, costs.get((a, b), 9.0))
    return costs


def _words(rules: RuleSet, name: str) -> frozenset[str]:
    return frozenset(" ".join(entry) for entry in rules.lists[name].entries) if name in rules.lists else frozenset()
