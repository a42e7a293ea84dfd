"""Whatever of a rule set names word classes: the grammar, the built-ins of phrases, the patterns of claim rules.

``language`` compiles them; here stands where they are read from, and their faults get file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import yaml

from verifier.language.claims import cut
from verifier.language.grammar import Given, Grammar, compile_grammar
from verifier.language.letters import Letters
from verifier.language.lines import Item, Line, items
from verifier.language.patterns import Level, compiled
from verifier.language.rows import Known, unusable
from verifier.ruleset.kinds import KINDS
from verifier.ruleset.raw import RawRule, RawSet
from verifier.ruleset.reading import Entry, RuleFile, unknown
from verifier.ruleset.schema import PhraseLine

WORD_SHAPE = "= "
"""Begins a line of a shape that speaks of the word itself, not of classes."""
_NAMES = ("joiners", "frequent", "in_part")
"""Keys of the shapes that name lists or shapes."""


def grammar_of(raw: RawSet) -> Grammar:
    """The grammar of a set, compiled; faults are noted in its files."""
    given = {key: _given(file, entry) for key, (file, entry) in raw.grammar.items()}
    grammar = compile_grammar(given, Known(raw.lists.keys(), raw.rules.keys(), dict.fromkeys(raw.lexicon.values())))
    for problem in grammar.problems:
        raw.grammar[problem.key][0].fault(problem.message, problem.line, problem.column)
    return grammar


def _given(file: RuleFile, entry: Entry, *, nested: bool = False) -> Given:
    if isinstance(entry.node, yaml.MappingNode) and not nested:
        inner = {key: _given(file, one, nested=True) for key, one in file.entries(entry.node).items()}
        return Given((), inner, entry.line, entry.column)
    lines = tuple(Line(*line) for line in file.block(entry, strict=False))
    return Given(lines, {}, entry.line, entry.column)


def named(raw: RawSet, key: str) -> str:
    """The names that a key of the shapes has, with spaces between."""
    return " ".join(line.text for line in raw.shapes.get(key, ()))


def shapes_of(raw: RawSet, letters: Letters) -> tuple[dict[str, re.Pattern[str]], dict[str, tuple[str, str]]]:
    """The built-ins of phrases, and for those with words of a list: the letter of these, and the list."""
    shapes: dict[str, re.Pattern[str]] = {}
    words: dict[str, tuple[str, str]] = {}
    file = raw.file_of.get("shapes")
    if file is None:
        return shapes, words
    for name, lines in raw.shapes.items():
        if name in _NAMES:
            continue
        listed: dict[str, str] = {}
        text = "|".join([_shape(item, letters, listed, raw.lists, file) for item in items(lines)])
        fault = unusable(text) or ("a built-in has words of one list only." if len(listed) > 1 else "")
        if fault and lines:
            file.fault(fault, lines[0].line, lines[0].column)
            continue
        shapes[name] = re.compile(text)
        for words_list, letter in listed.items():
            words[name] = letter, words_list
    _check_names(raw, shapes, file)
    return shapes, words


def _check_names(raw: RawSet, shapes: Collection[str], file: RuleFile) -> None:
    """The lists and built-ins that keys of the shapes name must be there."""
    for key in _NAMES:
        what, known = ("built-in", shapes) if key == "in_part" else ("list", raw.lists)
        for line in raw.shapes.get(key, ()):
            if line.text not in known:
                file.fault(unknown(what, line.text, known), line.line, line.column)


def _shape(item: Item, letters: Letters, listed: dict[str, str], lists: Collection[str], file: RuleFile) -> str:
    """One line of a built-in; ``listed`` gets the lists it names, each with the letter of its words."""
    if item.text.startswith(WORD_SHAPE):
        return item.text

    def letter(name: str) -> str:
        return listed.setdefault(name, letters.spare(len(listed))) if name in lists else ""

    made = compiled(item.text, Level(letters, groups=False, shapes=(), lists=letter))
    for mistake in made.mistakes:
        file.fault(mistake.message, *item.place(mistake.column))
    for test in made.tests:
        file.fault("write “<list>” for a word of a list.", *item.place(test.column))
    return made.text


def check_classes(raw: RawRule, letters: Letters, lists: Collection[str]) -> None:
    """What a rule says in names of word classes must be known: the cuts of claims, how passages are read."""
    for item in items(raw.values.get("cut", ())):
        for column, message in _cut_faults(item, letters, lists):
            raw.file.fault(message, *item.place(column))
    for key, row in KINDS[raw.values["kind"]].items():
        if row.shape == "classes" and key in raw.values:
            for name in str(raw.values[key]).split():
                try:
                    letters.of(name)
                except KeyError as error:
                    raw.file.fault_at(raw.entry_of[key].node, error.args[0])


def joined(lines: Iterable[PhraseLine]) -> tuple[PhraseLine, ...]:
    """The lines of a block, those that go on with the one above put to it."""
    return tuple(PhraseLine(item.text, *item.place(0)) for item in items(lines))


def _cut_faults(item: Item, letters: Letters, lists: Collection[str]) -> Iterator[tuple[int, str]]:
    made = cut(item.text, letters)
    for mistake in made.mistakes:
        yield mistake.column, mistake.message
    for test in made.tests:
        if test.words not in lists:
            yield test.column, unknown("list", test.words, lists)
    if not made.mistakes and "(?P<at>)" not in made.text:
        yield 0, "this cuts nowhere; put “{begin}” where the claim begins."
