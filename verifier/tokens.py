"""Cuts a draft into words and gives each a letter for its word class.

The classes, the lexicon and the neighbour rules are the language pack's (``grammar.yml``); this module
only applies them: a letter from the lists, else from the shape of the word, then the patches, each a
regular expression over the string of letters, so that a whole draft is read at the speed of ``re``.
What is known of a word wherever it stands is looked up once a form; a draft is columns of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import not_, sub
from typing import NamedTuple

from verifier import patches
from verifier.model import Document, Sentence, Tokens
from verifier.ruleset import RuleSet
from verifier.words import normalise

_FORMS = "bsdng="  # base, -s, past, past participle, -ing, base = past: the order of the pack's ``verbs`` table
_TITLE_SHARE = 0.7  # of the longer words capitalised: a line set in title case
_TITLE_WORDS = 3
_LONG = 4
_NAME = "N"
_SEEN = 200_000  # forms remembered at most, so that a run over an archive stays flat


class Lexeme(NamedTuple):
    """What is known of a word as written, wherever it stands."""

    word: str
    bits: int
    length: int  # as written
    letter: str  # inside a sentence
    capital: bool
    long: bool
    named: bool  # its capital makes it a name, inside a sentence
    wavers: bool  # and no name elsewhere: by ``opening`` and ``titled``
    opening: str  # letter at the beginning of a sentence or behind a mark
    titled: str  # letter in a line set in title case
    alphanumeric: bool


@dataclass(frozen=True, slots=True)
class Tagger:
    """The language pack's word classes, ready to use."""

    word: re.Pattern[str]  # with the space before it
    letters: Mapping[str, str]
    shape: re.Pattern[str]  # all shapes of words, the first that fits, each a group
    shapes: Mapping[str, str]  # the letter of each group
    patches: tuple[patches.Step, ...]
    written: Mapping[str, str]
    keep_capitals: frozenset[str]
    keep_in_titles: frozenset[str]
    keep_initial: frozenset[str]

    def letter(self, word: str, written: str) -> str:
        """The letter of a word before its neighbours and its capital are looked at."""
        known = self.written.get(written) or self.letters.get(word)
        if known is None:
            low = word if written[:1].isalpha() else written
            found = self.shape.fullmatch(low)
            known = self.shapes[found.lastgroup] if found and found.lastgroup else _NAME
        return known

    def lexeme(self, written: str, rules: RuleSet) -> Lexeme:
        """What is known of a word as written."""
        word, first = normalise(written), written[0]
        letter = inside = opening = titled = self.letter(word, written)
        capital, alphabetic = first.isupper(), first.isalpha()
        named = capital and not (letter in self.keep_capitals and word in self.letters)
        if named:
            inside = opening = titled = _NAME
            known = word in self.letters or not alphabetic
            if known or letter in self.keep_initial:
                opening = letter
            if known and letter in self.keep_in_titles:
                titled = letter
        long = alphabetic and len(written) >= _LONG
        wavers = named and not opening == titled == inside
        alphanumeric = alphabetic or first.isalnum()
        bits = rules.bits(word, written)
        return Lexeme(word, bits, len(written), inside, capital, long, named, wavers, opening, titled, alphanumeric)


class _Columns(NamedTuple):
    """The lexemes of a draft, a column each field; see ``Lexeme``."""

    word: tuple[str, ...]
    bits: tuple[int, ...]
    length: tuple[int, ...]
    letter: tuple[str, ...]
    capital: tuple[bool, ...]
    long: tuple[bool, ...]
    named: tuple[bool, ...]
    wavers: tuple[bool, ...]
    opening: tuple[str, ...]
    titled: tuple[str, ...]
    alphanumeric: tuple[bool, ...]


class _Seen(dict[str, Lexeme]):
    """The forms of all texts read so far, with the space before them as found."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._tagger = rules.once(build)

    def __missing__(self, found: str) -> Lexeme:
        form = found.lstrip()
        twin = form if len(form) < len(found) else f" {form}"
        lexeme = self[found] = self.get(twin) or self._tagger.lexeme(form, self._rules)
        return lexeme


def _table(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]


def build(rules: RuleSet) -> Tagger:
    """The tagger of a rule set's grammar."""
    grammar: Mapping[str, str] = rules.grammar
    letters: dict[str, str] = {}
    for letter, *lists in _table(grammar["closed"]):
        for name in lists:
            for entry in rules.lists[name].entries:
                if len(entry) == 1:
                    letters.setdefault(entry[0], letter)
    for name, *by_form in _table(grammar["verbs"]):
        _add_verbs(letters, rules.lists[name].forms, dict(zip(_FORMS, by_form, strict=True)))
    shapes = {f"shape{at}": row for at, row in enumerate(_table(grammar["shapes"]))}
    return Tagger(
        word=re.compile(rf"\s*+(?:{rules.word.pattern})"),
        letters=letters,
        shape=re.compile("|".join(f"(?:{pattern})(?P<{name}>)" for name, (_, pattern) in shapes.items())),
        shapes={name: letter for name, (letter, _) in shapes.items()},
        patches=patches.build(_table(grammar["patches"])),
        written={form: letter for letter, *forms in _table(grammar["written"]) for form in forms},
        keep_capitals=frozenset(grammar["keep_capitals"]),
        keep_in_titles=frozenset(grammar["keep_in_titles"]),
        keep_initial=frozenset(grammar["keep_initial"]),
    )


def _add_verbs(letters: dict[str, str], forms: Mapping[str, str], by_form: Mapping[str, str]) -> None:
    for word, kinds in forms.items():
        if "b" in kinds:
            letter = by_form["=" if "d" in kinds else "b"]
        elif "d" in kinds:
            letter = by_form["d"] if "n" in kinds else "v"
        else:
            letter = by_form[kinds[0]]
        letters.setdefault(word, letter)


def tokenise(document: Document, sentences: Sequence[Sentence], rules: RuleSet) -> Tokens:
    """Every word and mark inside a sentence, in reading order."""
    tagger, seen = rules.once(build), rules.once(_Seen)
    if len(seen) > _SEEN:
        seen.clear()
    forms, ends, ranges = _words(tagger.word, document.prose, sentences)
    lexemes = [seen[form] for form in forms]
    columns = _Columns(*zip(*lexemes, strict=True)) if lexemes else _Columns(*[()] * len(Lexeme._fields))
    return Tokens(
        starts=list(map(sub, ends, columns.length)),
        ends=ends,
        words=list(columns.word),
        bits=list(columns.bits),
        tags=_patched(tagger, _letters(columns, ranges), ranges),
        sentences=ranges,
    )


def _words(
    word: re.Pattern[str], text: str, sentences: Sequence[Sentence]
) -> tuple[list[str], list[int], list[tuple[int, int]]]:
    """All words, each with the space before it, where each ends, and which are of each sentence."""
    forms: list[str] = []
    lengths: list[int] = []
    ranges: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        start, end = sentence.span
        first = len(forms)
        forms += _found(word, text, start, end)
        if first < len(forms):
            lengths += map(len, forms[first:])
            lengths[first] += start - at
            at = end
        ranges.append((first, len(forms)))
    ends = list(accumulate(lengths))
    if ends and ends[-1] != at:  # there is more in a sentence than words and the space before them
        spans = (sentence.span for sentence in sentences)
        ends = [found.end() for start, end in spans for found in word.finditer(text, start, end)]
    return forms, ends, ranges


def _found(word: re.Pattern[str], text: str, start: int, end: int) -> list[str]:
    if word.groups:  # of the pack's own: ``findall`` would give these
        return [found.group() for found in word.finditer(text, start, end)]
    return word.findall(text, start, end)


def _letters(columns: _Columns, ranges: Sequence[tuple[int, int]]) -> list[str]:
    """The letter of each word by its form, its capital and its place."""
    letters = list(columns.letter)
    titles = _titles(columns, ranges)
    firsts = {first for first, _ in ranges}
    wavering = list(compress(range(len(letters)), columns.wavers))
    names = _names(columns, {columns.word[at] for at in wavering}, firsts | titles)
    for at in wavering:
        if columns.word[at] in names:
            continue
        if at in titles:
            letters[at] = columns.titled[at]
        elif at in firsts or not columns.alphanumeric[at - 1]:
            letters[at] = columns.opening[at]
    return letters


def _titles(columns: _Columns, ranges: Sequence[tuple[int, int]]) -> set[int]:
    """The tokens of the sentences set in title case."""
    found: set[int] = set()
    for first, last in ranges:
        capital = columns.capital[first:last]
        if sum(capital) < _TITLE_WORDS:
            continue
        long = columns.long[first:last]
        if sum(long) >= _TITLE_WORDS and sum(compress(long, capital)) >= _TITLE_SHARE * sum(long):
            found.update(range(first, last))
    return found


def _names(columns: _Columns, doubtful: set[str], outside: set[int]) -> set[str]:
    """Of the ``doubtful`` words those that the draft writes with a capital inside running sentences, never without."""
    named = compress(range(len(columns.named)), columns.named)
    found = doubtful.intersection([columns.word[at] for at in named if at not in outside])
    return found.difference(compress(columns.word, map(not_, columns.capital))) if found else found


def _patched(tagger: Tagger, letters: list[str], ranges: Sequence[tuple[int, int]]) -> str:
    """The letters as their neighbours change them."""
    plain = "".join(letters)
    tags = "|" + "|".join([plain[first:last] for first, last in ranges]) + "|"
    for step in tagger.patches:
        tags = step(tags)
    return tags.replace("|", "")
