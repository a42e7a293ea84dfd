"""The lines of a grammar's tables and patterns, each made into the line the stages read: letters for names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from verifier.errors import did_you_mean
from verifier.language.letters import NONE, Letters
from verifier.language.lines import Item
from verifier.language.patterns import Level, compiled, fill

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PATCH = "write “old -> new / before _ after”: what changes, into what, and between which neighbours."
_REPAIR = "write “pattern -> group”: the last group of the pattern becomes the group behind the arrow."


class Known(NamedTuple):
    """What a grammar may name besides its own."""

    lists: Collection[str]
    rules: Collection[str]
    classes: Collection[str] = ()  # that the lexicon gives to words


class Problem(NamedTuple):
    """Something wrong with the value of a key of the grammar."""

    key: str
    line: int
    column: int
    message: str


class Rows:
    """Reads the lines of one grammar in turn; patterns may name those that it has read before."""

    def __init__(self, letters: Letters, known: Known) -> None:
        self.letters = letters
        self.problems: list[Problem] = []
        self.key = ""  # whose value is read
        self._known = known
        self._parts: dict[str, str] = {}  # the patterns over words that groups may name so far
        self._shapes: dict[str, str] = {}  # those over groups

    # --- what every line may have ----------------------------------------------------------------

    def fault(self, item: Item, column: int, message: str) -> None:
        """Note something wrong at a place of a line."""
        self.problems.append(Problem(self.key, *item.place(column), message))

    def classes(self, text: str, item: Item, at: int, *, groups: bool) -> str:
        """The letters of names with spaces or bars between."""
        made = ""
        if text.strip() == NONE:
            return made
        for found in re.finditer(r"[^\s|]+", text):
            try:
                made += self.letters.of(found.group(), groups=groups)
            except KeyError as error:
                self.fault(item, at + found.start(), error.args[0])
        return made

    def named(self, item: Item) -> tuple[str, str, int]:
        """Name, pattern and where that begins, of a line “name = pattern”."""
        name, equals, text = item.text.partition("=")
        name = name.strip()
        if not equals or not _NAME.fullmatch(name):
            self.fault(item, 0, f"write “name = pattern”; “{(name or item.text)[:40]}” is no name in small letters.")
        return name, text.strip(), len(item.text) - len(text.lstrip())

    def exists(self, what: str, name: str, item: Item, column: int) -> None:
        """A list or rule of this name must be there."""
        known = self._known.lists if what == "list" else self._known.rules
        if name not in known:
            self.fault(item, column, f"unknown {what} “{name}”.{did_you_mean(name, known)}")

    def pattern(self, text: str, item: Item, at: int, level: Level, shapes: Mapping[str, str]) -> str:
        """A pattern, the names of others still in braces; "" where something is wrong with it."""
        made = compiled(text, level)
        for mistake in made.mistakes:
            self.fault(item, at + mistake.column, mistake.message)
        for test in made.tests:
            self.fault(item, at + test.column, "here no list may stand behind “:”.")
        if made.mistakes:
            return ""
        fault = unusable(fill(made.text, shapes))
        if fault:
            self.fault(item, at, fault)
        return made.text

    def words(self, text: str, item: Item, at: int) -> str:
        """A pattern over words."""
        return self.pattern(text, item, at, Level(self.letters, groups=False, shapes=tuple(self._parts)), self._parts)

    def groups(self, text: str, item: Item, at: int) -> str:
        """A pattern over groups."""
        return self.pattern(text, item, at, Level(self.letters, groups=True, shapes=tuple(self._shapes)), self._shapes)

    def _letter(self, name: str, item: Item, *, groups: bool = False) -> str:
        if not _NAME.fullmatch(name) and name not in self.letters.words:
            self.fault(item, 0, f"“{name}” is no name of a class; use small letters, digits and “-”.")
        return (self.letters.groups if groups else self.letters.words).get(name, "")

    # --- tables ----------------------------------------------------------------------------------

    def class_lists(self, item: Item) -> str:
        """A class, then lists."""
        name, *lists = item.text.split()
        at = len(name)
        for words in lists:
            at = item.text.find(words, at)
            self.exists("list", words, item, at)
        if not lists:
            self.fault(item, 0, f"no list follows “{name}”; write the class, then the lists of its words.")
        return " ".join((self._letter(name, item, groups=self.key == "single"), *lists))

    def class_words(self, item: Item) -> str:
        """A class, then words."""
        name, *words = item.text.split()
        if not words:
            self.fault(item, 0, f"no word follows “{name}”.")
        return " ".join((self._letter(name, item), *words))

    def class_expressions(self, item: Item) -> str:
        """A class, then how its words look."""
        name, _, text = item.text.partition(" ")
        if not text.strip():
            self.fault(item, 0, f"no pattern follows “{name}”; write the class, then how its words look.")
        fault = unusable(text.strip())
        if fault:
            self.fault(item, len(item.text) - len(text.lstrip()), fault)
        return f"{self._letter(name, item)} {text.strip()}"

    def patch(self, item: Item) -> str:
        """``old -> new / before _ after``."""
        change, slash, around = item.text.partition(" / ")
        old, arrow, give = change.partition("->")
        before, here, after = around.partition("_") if slash else ("", "_", "")
        if not arrow or not here or not old.strip() or not give.strip():
            self.fault(item, 0, _PATCH)
            return ""
        starts = (0, len(item.text) - len(around), len(item.text) - len(after))
        made = [
            self.words(text.strip(), item, at + len(text) - len(text.lstrip())) if text.strip() else "-"
            for text, at in zip((old, before, after), starts, strict=True)
        ]
        column = item.text.index("->") + 2
        given = self.classes(give, item, column, groups=False)
        if len(given) > 1:
            self.fault(item, column, "a word becomes one class only.")
        fault = unusable(f"(?<={made[1]})") if before.strip() else ""
        if fault:
            self.fault(item, starts[1], fault)
        return " ".join((given, *made))

    def tense(self, item: Item) -> str:
        """A tense, the words from its verb on, and the list of that verb where one stands behind its class."""
        name, text, at = self.named(item)
        made = compiled(text, Level(self.letters, groups=False))
        for mistake in made.mistakes:
            self.fault(item, at + mistake.column, mistake.message)
        for test in made.tests:
            self.exists("list", test.words, item, at + test.column)
        first = text.split()[0] if text else ""
        if len(made.tests) > 1 or (made.tests and (":" not in first or not made.tests[0].wanted)):
            self.fault(item, at, "a list may stand behind the first class only, as “auxiliary:present-have”.")
        return " ".join((name, made.text, *[test.words for test in made.tests]))

    # --- patterns --------------------------------------------------------------------------------

    def part(self, item: Item) -> str:
        """A pattern over words that later ones may name."""
        name, text, at = self.named(item)
        made = self.words(text, item, at)
        self._parts[name] = f"(?:{made})"
        return f"{name} {made}"

    def group(self, item: Item) -> str:
        """A group and the pattern of its words."""
        name, text, at = self.named(item)
        return f"{self.letters.groups.get(name, '')} {self.words(text, item, at)}"

    def shape(self, item: Item) -> str:
        """A pattern over groups that later ones may name."""
        name, text, at = self.named(item)
        made = self.groups(text, item, at)
        self._shapes[name] = f"(?:{made})"
        return f"{name} {made}"

    def end(self, item: Item) -> str:
        """A pattern over groups that stands for itself."""
        name, text, at = self.named(item)
        return f"{name} {self.groups(text, item, at)}"

    def repair(self, item: Item) -> str:
        """``pattern -> group``."""
        text, arrow, give = item.text.rpartition("->")
        if not arrow:
            self.fault(item, 0, _REPAIR)
            return ""
        letter = self.classes(give, item, len(text) + 2, groups=True)
        return f"{letter} {self.groups(text.strip(), item, 0)}"

    def anchor(self, item: Item) -> str:
        """A name and the groups it may be."""
        name, text, at = self.named(item)
        return f"{name} {self.classes(text, item, at, groups=True)}"


ROWS: dict[str, Callable[[Rows, Item], str]] = {
    "class-lists": Rows.class_lists,
    "group-lists": Rows.class_lists,
    "class-words": Rows.class_words,
    "class-expressions": Rows.class_expressions,
    "patches": Rows.patch,
    "tenses": Rows.tense,
    "patterns": Rows.part,
    "word-groups": Rows.group,
    "shapes": Rows.shape,
    "ends": Rows.end,
    "repairs": Rows.repair,
    "anchors": Rows.anchor,
}
"""How a line of a block of each shape is read."""


def unusable(text: str) -> str:
    """Why a regular expression cannot be used, in words; nothing where it can."""
    try:
        re.compile(text)
    except re.error as error:
        if "look-behind" in str(error):
            return "what stands in “{after …}” must be of one length: no “*”, “+” or “( )” in it."
        return f"this pattern cannot be used: {error.msg}."
    except (RecursionError, OverflowError):
        return "this pattern is too large; give parts of it names."
    return ""
