"""A grammar with names made into what the stages read, letters for names; whatever is wrong with it is told.

Word classes are known by being given to words (``classes``, ``unknown_words``, ``written``, ``patches``, the lexicon),
groups by being made (``groups``, ``single``). Everything else may only name what is known, patterns what stands above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from verifier.errors import did_you_mean
from verifier.language.letters import ASIDE, END, MOST, NONE, Letters, assign
from verifier.language.lines import Item, Line, items
from verifier.language.rows import ROWS, Known, Problem, Rows, unusable
from verifier.language.sections import GRAMMAR, NAMED, NEEDED, Row

_DECIDED = ("named", "time", "passive", "perfect")
"""Keys of ``grouping`` whose group another one becomes by its words: a noun phrase that ends in a name …"""
_JOINS = {"classes": "", "groups": "", "pattern": "|", "lists": " ", "words": " ", "rules": " ", "pairs": " "}
"""What stands between the lines of a value, where that is not a break."""
_GIVEN = re.compile(r"->\s*([a-z0-9-]+)\s*(?:/.*)?$")


class Given(NamedTuple):
    """The value of a key: its lines, or the keys inside it; and the place of the key."""

    lines: tuple[Line, ...]
    keys: Mapping[str, Given]
    line: int
    column: int


Values: TypeAlias = dict[str, Any]
"""What the stages read: text with letters for names, by key."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A compiled grammar: what the stages read, the letters it stands on, and what is wrong with it."""

    values: Values
    letters: Letters
    problems: tuple[Problem, ...]


def compile_grammar(given: Mapping[str, Given], known: Known) -> Grammar:
    """All keys of a grammar, in the order of ``sections.GRAMMAR``."""
    maker = _Maker(given, known)
    return Grammar(maker.values(), maker.rows.letters, tuple(maker.rows.problems))


class _Maker:
    def __init__(self, given: Mapping[str, Given], known: Known) -> None:
        self._given = given
        self._known = known
        letters = assign(self._classes(), self._groups())
        self.rows = Rows(letters, known)
        if "" in (*letters.words.values(), *letters.groups.values()):
            self.rows.key = "classes" if "classes" in given else next(iter(given))
            self._told(given[self.rows.key], f"a grammar may have {MOST} classes and groups; this one has more.")
        self._name_sets(letters)

    def values(self) -> Values:
        """What the stages read."""
        made: Values = {}
        for key, given in self._given.items():
            self.rows.key = key
            if key not in GRAMMAR:
                self._told(given, f"unknown key of a grammar “{key}”.{did_you_mean(key, GRAMMAR)}")
        for key, row in GRAMMAR.items():
            self.rows.key = key
            if key in self._given and key != "sets":
                made[row.stands_as or key] = self._value(self._given[key], row)
        if "classes" in self._given:
            self._complete(made)
        return made

    def _complete(self, made: Values) -> None:
        """What a whole language must have is asked for; tables that it leaves out are empty."""
        self.rows.key = "classes"
        for key in NEEDED:
            if key not in self._given:
                self._told(self._given["classes"], f"a grammar needs “{key}”: {GRAMMAR[key].note}.")
        for key, row in GRAMMAR.items():
            if row.shape != "section":
                made.setdefault(row.stands_as or key, "")
        for key, names in NAMED.items():
            self.rows.key = key
            there = {line.split()[0] for line in str(made[GRAMMAR[key].stands_as or key]).splitlines()}
            for name in names:
                if key in self._given and name not in there:
                    self._told(self._given[key], f"“{key}” lacks “{name}”.{did_you_mean(name, there)}")

    def _told(self, given: Given, message: str) -> None:
        self.rows.problems.append(Problem(self.rows.key, given.line, given.column, message))

    def _block(self, key: str) -> list[Item]:
        return list(items(self._given[key].lines)) if key in self._given else []

    def _groups(self) -> dict[str, None]:
        """Every group that is made of words or of another group."""
        groups = dict.fromkeys(item.text.split()[0] for key in ("groups", "single") for item in self._block(key))
        decided = self._given["grouping"].keys if "grouping" in self._given else {}
        for key in _DECIDED:
            lines = decided[key].lines if key in decided else ()
            groups.update(dict.fromkeys(name for line in lines for name in line.text.split() if name != NONE))
        return groups

    def _classes(self) -> dict[str, None]:
        """Every class that is given to a word, in the order in which they stand."""
        words = dict.fromkeys((END, ASIDE))
        for key in ("classes", "unknown_words", "written"):
            words.update(dict.fromkeys(item.text.split()[0] for item in self._block(key)))
        for item in self._block("capitals"):
            words.update(dict.fromkeys(item.text.split()))
        words.update(dict.fromkeys(self._known.classes))
        given = map(_GIVEN.search, [item.text for item in self._block("patches")])
        words.update(dict.fromkeys(found[1] for found in given if found))
        return words

    def _name_sets(self, letters: Letters) -> None:
        """Read the sets into ``letters``; each may name those above it."""
        self.rows.key = "sets"
        for item in self._block("sets"):
            name, text, at = self.rows.named(item)
            first = text.partition("|")[0].strip()
            grouped = first not in letters.known(groups=False) and first in letters.known(groups=True)
            made = self.rows.classes(text, item, at, groups=grouped)
            (letters.group_sets if grouped else letters.sets)[name] = made

    def _value(self, given: Given, row: Row) -> Any:
        if row.shape == "section":
            return self._section(given, row)
        if given.keys:
            self._told(given, "this key takes lines of text, no keys of its own.")
            return ""
        if row.shape in ROWS:
            made = [ROWS[row.shape](self.rows, item) for item in items(given.lines)]
            return "\n".join(filter(None, made))
        return _JOINS.get(row.shape, "\n").join([self._text(item, row.shape) for item in items(given.lines)])

    def _section(self, given: Given, row: Row) -> Values:
        made: Values = {}
        if not given.keys:
            self._told(given, f"“{self.rows.key}” holds keys of its own, one a line and indented.")
        for key, inner in given.keys.items():
            known = row.keys.get(key)
            if known is None:
                self._told(inner, f"unknown key of “{self.rows.key}”: “{key}”.{did_you_mean(key, row.keys)}")
            else:
                made[known.stands_as or key] = self._value(inner, known)
        for key, known in row.keys.items():
            if key not in given.keys and given.keys:
                self._told(given, f"“{self.rows.key}” lacks “{key}”: {known.note}.")
        return made

    def _text(self, item: Item, shape: str) -> str:
        """A value of no table."""
        if shape in ("classes", "groups"):
            return self.rows.classes(item.text, item, 0, groups=shape == "groups")
        if shape == "pattern":
            return self.rows.words(item.text, item, 0)
        if shape == "expressions":
            fault = unusable(item.text)
            if fault:
                self.rows.fault(item, 0, fault)
        if shape == "pairs":
            return item.text.replace(" ", "")
        if item.text == NONE:
            return ""
        if shape in ("lists", "rules"):
            for found in re.finditer(r"\S+", item.text):
                self.rows.exists(shape[:-1], found.group(), item, found.start())
        return item.text
