"""The rule set as the engine is handed it: rules, word lists, numbers and grammar, all with their place on file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from verifier.errors import Fault, RuleError, did_you_mean
from verifier.language.letters import Letters
from verifier.model import RuleSetId
from verifier.ruleset.inflect import Inflection
from verifier.ruleset.lexicon import Lexicon


class PhraseLine(NamedTuple):
    """One line of a ``|`` block, its note stripped; line and column count from 1."""

    text: str
    line: int
    column: int = 1


Option: TypeAlias = str | float | tuple[str, ...] | tuple[int, int] | tuple[PhraseLine, ...] | dict[str, int]
"""The value of a rule's own key, by the shape its row in ``kinds.py`` gives."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example sentence; ``marked`` and ``claims`` are spans in ``text``, the marks taken out."""

    text: str
    line: int
    marked: tuple[tuple[int, int], ...] = ()
    claims: tuple[tuple[int, int], ...] = ()


_MARK = re.compile(r"<<|>>|\{\{|\}\}")


def parse_example(line: PhraseLine) -> Example:
    """The sentence of an example line without its ``<<…>>`` and ``{{…}}``, and where they stood."""
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, list[tuple[int, int]]] = {">>": [], "}}": []}
    for mark in _MARK.finditer(line.text):
        text += line.text[at : mark.start()]
        at = mark.end()
        if mark.group() in spans:
            spans[mark.group()].append((opened.pop(mark.group(), len(text)), len(text)))
        else:
            opened[">>" if mark.group() == "<<" else "}}"] = len(text)
    return Example(text + line.text[at:], line.line, tuple(sorted(spans[">>"])), tuple(sorted(spans["}}"])))


@dataclass(frozen=True, slots=True)
class Examples:
    """A rule's own tests, parsed only when asked for."""

    lines: Mapping[str, tuple[PhraseLine, ...]] = field(default_factory=dict)

    def _of(self, key: str) -> tuple[Example, ...]:
        return tuple(map(parse_example, self.lines.get(key, ())))

    @property
    def match(self) -> tuple[Example, ...]:
        """Sentences in which the rule must hold, the words it marks between ``<<`` and ``>>``."""
        return self._of("match")

    @property
    def no_match(self) -> tuple[Example, ...]:
        """Sentences in which it must not."""
        return self._of("no_match")

    @property
    def known_miss(self) -> tuple[Example, ...]:
        """Sentences in which it should hold, and does not yet."""
        return self._of("known_miss")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as loaded. ``options`` holds the keys of its kind (see ``kinds.py``)."""

    id: str
    title: str
    kind: str
    type: str
    status: str
    find: tuple[PhraseLine, ...]
    not_when: tuple[PhraseLine, ...]
    message: str
    why: str
    references: tuple[str, ...]
    examples: Examples
    path: str
    line: int
    options: Mapping[str, Any]  # see Option
    regex: tuple[PhraseLine, ...] = ()
    zones: tuple[str, ...] = ()
    exact: bool = False
    paths: Mapping[int, str] = field(default_factory=dict)  # file of a phrase line, where an overlay added it

    @property
    def where(self) -> str:
        """``rules/en/sources/official-unnamed.yml:1``."""
        return f"{self.path}:{self.line}"

    def text(self, key: str, default: str = "") -> str:
        """An option that is one line or word."""
        value = self.options.get(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """An option that is a whole number."""
        value = self.options.get(key, default)
        return int(value) if isinstance(value, int | float) else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """An option that is true or false."""
        value = self.options.get(key, default)
        return value if isinstance(value, bool) else default

    def words(self, key: str) -> tuple[str, ...]:
        """An option that is several words, lists or lines."""
        value = self.options.get(key, ())
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, tuple):
            return ()
        return tuple(item.text if isinstance(item, PhraseLine) else str(item) for item in value)

    def phrases(self, key: str) -> tuple[PhraseLine, ...]:
        """An option that is a block of phrases."""
        value = self.options.get(key, ())
        return tuple(item for item in value if isinstance(item, PhraseLine)) if isinstance(value, tuple) else ()

    def pair(self, key: str) -> tuple[int, int] | None:
        """An option that is two numbers."""
        value = self.options.get(key)
        if isinstance(value, tuple) and len(value) == 2:
            low, high = value
            return (low, high) if isinstance(low, int) and isinstance(high, int) else None
        return None


def has_capitals(entry: str, written: str) -> bool:
    """Whether every capital of a list entry is a capital in the text: ``US`` is not ``us``, ``May`` may be ``MAY``."""
    return all(not want.isupper() or have.isupper() for want, have in zip(entry, written, strict=False))


@dataclass(frozen=True, slots=True)
class WordList:
    """A word list with every form of every entry, those of its ``based_on`` lists included.

    ``forms`` maps each inflected single word to letters: ``b s d n g`` for the base, -s, past, participle and
    -ing form of a verb, ``1 p`` for singular and plural of a noun; several where a word is several.
    ``starts`` and ``ends`` index the entries of several words by their first and last word.
    """

    name: str
    title: str
    entries: tuple[tuple[str, ...], ...]
    forms: Mapping[str, str]
    path: str
    line: int
    exact: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)  # entry → its capitals
    starts: Mapping[str, tuple[list[str], ...]] = field(default_factory=dict, repr=False)
    ends: Mapping[str, tuple[list[str], ...]] = field(default_factory=dict, repr=False)
    written: tuple[str, ...] = field(default=(), repr=False)  # its own entries as written
    based_on: tuple[str, ...] = ()
    form_class: str = ""  # noun or verb, where its entries are inflected

    @property
    def where(self) -> str:
        """``rules/en/lists/official.yml:3``."""
        return f"{self.path}:{self.line}"


class Exemption(NamedTuple):
    """A rule, or some words of it, that a house excepts for a time; ``expires`` is a day, as 2027-03-31."""

    rule: str
    words: tuple[PhraseLine, ...]
    reason: str
    owner: str
    expires: str
    path: str
    line: int

    @property
    def overdue(self) -> str:
        """What to say of it once its day is past."""
        return f"expired on {self.expires}; {self.owner} answers for it: renew it or take it out"


class Number(NamedTuple):
    """A number of ``house.yml`` and where it stands."""

    value: float
    where: str


class House:
    """The numbers of ``house.yml``, by section and name."""

    def __init__(self, sections: Mapping[str, Mapping[str, Number]]) -> None:
        self._sections = sections

    def _get(self, section: str, name: str) -> Number:
        found = self._sections.get(section, {}).get(name)
        if found is None:
            near = did_you_mean(name, self._sections.get(section, {})) or did_you_mean(section, self._sections)
            message = f"there is no number “{section}: {name}”; add it to house.yml.{near}"
            raise RuleError([Fault("house.yml", 0, 0, message)])
        return found

    def has(self, section: str, name: str) -> bool:
        """Whether the section has the number."""
        return name in self._sections.get(section, {})

    def number(self, section: str, name: str) -> int:
        """A whole number; a missing one is a fault."""
        return int(self._get(section, name).value)

    def weight(self, section: str, name: str) -> float:
        """A number that may have a fraction."""
        return float(self._get(section, name).value)

    def get(self, section: str, name: str, default: float) -> float:
        """A number, or ``default`` where the section has none of that name."""
        found = self._sections.get(section, {}).get(name)
        return default if found is None else float(found.value)

    def section(self, section: str) -> dict[str, float]:
        """All numbers of a section, in the order of the file."""
        return {name: number.value for name, number in self._sections.get(section, {}).items()}

    def sections(self) -> tuple[str, ...]:
        """The names of the sections."""
        return tuple(self._sections)

    def where(self, section: str, name: str) -> str:
        """``rules/house.yml:12``."""
        return self._get(section, name).where


Made = TypeVar("Made")


@dataclass(frozen=True)
class RuleSet:
    """Everything the engine is told: handed to each stage, changed by none.

    ``vocabulary`` maps a normalised word to the bits of the lists that have it as a one-word entry (``bit``), and
    of the lists that have a longer entry beginning with it (``start_bit``).
    """

    id: RuleSetId
    lists: Mapping[str, WordList]
    rules: Mapping[str, Rule]
    house: House
    grammar: Mapping[str, Any]  # compiled: text with letters for names, by key; see ``language/sections.py``
    shapes: Mapping[str, re.Pattern[str]]  # built-ins, as patterns over the letters of a sentence
    inflection: Inflection
    word: re.Pattern[str]
    joiners: str = ""  # the list of words that may stand inside a name
    letters: Letters = field(default=Letters({}, {}))  # of the classes that the grammar names
    shape_words: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # shape → (letter, list of its words)
    frequent: str = ""  # the list of the most frequent words, the first the most frequent
    in_part: frozenset[str] = frozenset()  # built-ins of which a phrase may take a part
    language: str = ""  # the name of the folder it was read from
    off: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=Lexicon)
    exemptions: tuple[Exemption, ...] = ()

    def once(self, build: Callable[[RuleSet], Made]) -> Made:
        """What ``build`` makes of this rule set, made on first use and kept."""
        if build not in self._made:
            self._made[build] = build(self)
        return cast(Made, self._made[build])

    @cached_property
    def parsed(self) -> dict[str, object]:
        """Phrase line → its tree, as far as it was asked for."""
        return {}

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.lists)}

    def bit(self, list_name: str) -> int:
        """The mask of a list's one-word entries in ``vocabulary``."""
        return 1 << (2 * self._order[list_name])

    def mask(self, list_names: Iterable[str]) -> int:
        """The masks of several lists in one: a word in any of them."""
        return reduce(or_, map(self.bit, list_names), 0)

    def start_bit(self, list_name: str) -> int:
        """The mask of the first words of a list's longer entries."""
        return 1 << (2 * self._order[list_name] + 1)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Normalised word → bit set of lists."""
        vocabulary: dict[str, int] = {}
        known = vocabulary.get
        for name, words in self.lists.items():
            bit = self.bit(name)
            for entry in words.entries:
                if len(entry) == 1 and entry not in words.exact:
                    vocabulary[entry[0]] = known(entry[0], 0) | bit
            start = self.start_bit(name)
            for first in words.starts:
                vocabulary[first] = known(first, 0) | start
        return vocabulary

    @cached_property
    def capitals(self) -> dict[str, dict[str, int]]:
        """Normalised word → the ways it must be written → bit set of the lists that demand it (``case: exact``)."""
        capitals: dict[str, dict[str, int]] = {}
        for name, words in self.lists.items():
            for entry, written in words.exact.items():
                if len(entry) == 1:
                    ways = capitals.setdefault(entry[0], {})
                    ways[written[0]] = ways.get(written[0], 0) | self.bit(name)
        return capitals

    def bits(self, word: str, written: str) -> int:
        """The lists a word of a text belongs to, its capitals minded."""
        bits = self.vocabulary.get(word, 0)
        ways = self.capitals.get(word)
        if ways:
            for way, mask in ways.items():
                if has_capitals(way, written):
                    bits |= mask
        return bits

    def of(self, kind: str) -> tuple[Rule, ...]:
        """The rules of one kind, by id."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Rule, ...]]:
        kinds: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            kinds.setdefault(rule.kind, []).append(rule)
        return {kind: tuple(rules) for kind, rules in kinds.items()}

    def where(self, rule: str) -> str:
        """File and line of a rule, or nothing where there is no such rule."""
        return self.rules[rule].where if rule in self.rules else ""

    def forms(self, lemma: str, form_class: str = "verb") -> tuple[str, ...]:
        """(base, -s, past, participle, -ing) of a verb; (singular, plural) of a noun."""
        return self.inflection.forms(lemma, form_class)

    def entry_end(self, list_name: str, words: list[str], at: int, end: int) -> int:
        """The token after the longest entry of a list that begins at token ``at``, whatever its capitals; else 0."""
        words_list = self.lists[list_name]
        best = at + 1 if self.bits(words[at], words[at].upper()) & self.bit(list_name) else 0
        for rest in words_list.starts.get(words[at], ()):
            last = at + 1 + len(rest)
            if last > best and last <= end and words[at + 1 : last] == rest:
                best = last
        return best
