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
from itertools import accumulate
from typing import NamedTuple

from verifier.draft import titles
from verifier.draft.through import through
from verifier.language import patches
from verifier.model import Document, Sentence, Tokens
from verifier.ruleset import RuleSet
from verifier.ruleset.lexicon import Lexicon
from verifier.spans import Span
from verifier.words import normalise

_STOPS = (".", "…")
_SEEN = 200_000  # forms remembered at most, so that a run over an archive stays flat


class Lexeme(NamedTuple):
    """What is known of a word as written, wherever it stands."""

    word: str
    bits: int
    length: int  # as written
    letter: str  # inside a sentence
    opening: str  # at the beginning of a sentence or behind a mark
    titled: str  # in a line set in title case
    capital: int  # what it says of title case, see ``titles.capital``
    is_named: bool  # a name inside a sentence by its capital
    is_small: bool
    is_word: bool
    joins: bool  # a name behind another one, though its capital alone makes none of it
    is_given: bool  # a given name


@dataclass(frozen=True, slots=True)
class Tagger:
    """The language pack's word classes, ready to use."""

    word: re.Pattern[str]  # with the space before it
    letters: Mapping[str, str]  # of the words of the pack's lists
    lexicon: Lexicon  # of all others
    shape: re.Pattern[str]  # all shapes of words, the first that fits, each a group
    shapes: Mapping[str, str]  # the letter of each group
    patches: tuple[patches.Step, ...]
    written: Mapping[str, str]
    keep_capitals: frozenset[str]
    keep_in_titles: frozenset[str]
    keep_compounds: frozenset[str]
    keep_initial: frozenset[str]
    name: str  # of a word that a capital makes a name
    joins_names: frozenset[str]
    given_names: int  # bits of given names

    def known(self, word: str, written: str) -> str:
        """The letter that the lists or the lexicon give a word; "" where none knows it."""
        listed = self.written.get(written) or self.letters.get(word)
        return listed or self.lexicon.get(written) or self.lexicon.get(word) or ""

    def shaped(self, word: str, written: str) -> str:
        """The letter of an unknown word, by its shape."""
        found = self.shape.fullmatch(word if written[:1].isalpha() else written)
        return self.shapes[found.lastgroup] if found and found.lastgroup else self.name

    def lexeme(self, written: str, rules: RuleSet) -> Lexeme:
        """What is known of a word as written."""
        word, first = normalise(written), written[0]
        bits, listed = rules.bits(word, written), self.known(word, written)
        letter = inside = opening = titled = listed or self.shaped(word, written)
        capital, alphabetic = first.isupper(), first.isalpha()
        named = capital and not (listed and letter in self.keep_capitals)
        if letter in self.keep_compounds and written.rpartition("-")[2].islower() and "-" in written:
            named = False
        if named:
            inside = opening = titled = self.name
            kept = word in self.letters or not alphabetic or (bool(listed) and letter in self.keep_initial)
            if kept or letter in self.keep_initial:
                opening = letter
            if kept and not bits & self.given_names and letter in self.keep_in_titles:
                titled = letter
        is_word = alphabetic or first.isalnum()
        joins = capital and letter in self.joins_names
        given = named and bool(bits & self.given_names)
        of_titles = titles.capital(written)
        return Lexeme(
            word, bits, len(written), inside, opening, titled, of_titles, named, not capital, is_word, joins, given
        )


class _Seen(dict[str, Lexeme]):
    """The forms of all texts read so far, with the space before them as found."""

    def __init__(self, tagger: Tagger, rules: RuleSet) -> None:
        super().__init__()
        self._tagger = tagger
        self._rules = rules

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
    shapes = {f"shape{at}": row for at, row in enumerate(_table(grammar["shapes"]))}
    return Tagger(
        word=re.compile(rf"\s*+(?:{rules.word.pattern})"),
        letters=letters,
        lexicon=rules.lexicon,
        shape=re.compile("|".join(f"(?:{pattern})(?P<{name}>)" for name, (_, pattern) in shapes.items())),
        shapes={name: letter for name, (letter, _) in shapes.items()},
        patches=patches.build(_table(grammar["patches"])),
        written={form: letter for letter, *forms in _table(grammar["written"]) for form in forms},
        keep_capitals=frozenset(grammar["keep_capitals"]),
        keep_in_titles=frozenset(grammar["keep_in_titles"]),
        keep_compounds=frozenset(grammar.get("keep_compounds", "")),
        keep_initial=frozenset(grammar["keep_initial"]),
        name=grammar["capitals"],
        joins_names=frozenset(grammar.get("joins_names", "")),
        given_names=rules.mask(grammar.get("given_names", "").split()),
    )


class Tokeniser:
    """Cuts sentences into words and marks, and tells the class of each, as the language pack says."""

    def __init__(self, rules: RuleSet) -> None:
        self._tagger = build(rules)
        self._seen = _Seen(self._tagger, rules)

    def tokenise(self, document: Document, sentences: Sequence[Sentence]) -> Tokens:
        """Every word and mark inside a sentence, in reading order."""
        if len(self._seen) > _SEEN:
            self._seen.clear()
        read = through(document.prose)
        spans = [sentence.span for sentence in sentences]
        if read is None:
            forms, ends, ranges = _words(self._tagger.word, document.prose, spans)
        else:
            spans = [Span(read.place(start), read.place(end)) for start, end in spans]
            forms, ends, ranges = _words(self._tagger.word, read.text, spans)
        lexemes = list(map(self._seen.__getitem__, forms))
        named = _titles(lexemes, ranges)
        starts = [end - one.length for end, one in zip(ends, lexemes, strict=True)]
        if read is not None:
            starts, ends = [read.starts[at] for at in starts], [read.ends[at - 1] for at in ends]
        return Tokens(
            starts=starts,
            ends=ends,
            words=[one.word for one in lexemes],
            bits=[one.bits for one in lexemes],
            tags=_patched(self._tagger, _letters(lexemes, ranges, named, self._tagger.name), ranges),
            sentences=ranges,
            titles=named,
        )


def _words(
    word: re.Pattern[str], text: str, sentences: Sequence[Span]
) -> tuple[list[str], list[int], list[tuple[int, int]]]:
    """All words, each with the space before it, where each ends, and which are of each sentence."""
    forms: list[str] = []
    between: list[tuple[int, int]] = []  # the first word of a sentence, and what lies before that one
    ranges: list[tuple[int, int]] = []
    at = 0
    for start, end in sentences:
        first = len(forms)
        forms += _found(word, text, start, end)
        if first < len(forms):
            between.append((first, start - at))
            at = end
        ranges.append((first, len(forms)))
    lengths = list(map(len, forms))
    for first, gap in between:
        lengths[first] += gap
    ends = list(accumulate(lengths))
    if ends and ends[-1] != at:  # there is more in a sentence than words and the space before them
        ends = [found.end() for start, end in sentences for found in word.finditer(text, start, end)]
    return forms, ends, ranges


def _found(word: re.Pattern[str], text: str, start: int, end: int) -> list[str]:
    if word.groups:  # of the pack's own: ``findall`` would give these
        return [found.group() for found in word.finditer(text, start, end)]
    return word.findall(text, start, end)


def _titles(lexemes: Sequence[Lexeme], ranges: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The sentences set in title case."""
    capitals = bytes([one.capital for one in lexemes])
    return frozenset(
        at
        for at, (first, last) in enumerate(ranges)
        if titles.titled(capitals[first:last], stops=first < last and lexemes[last - 1].word in _STOPS)
    )


def _letters(
    lexemes: Sequence[Lexeme], ranges: Sequence[tuple[int, int]], titled: frozenset[int], name: str
) -> list[str]:
    """The letter of each word by its form, its capital and its place."""
    letters = [one.letter for one in lexemes]
    in_titles = {at for sentence in titled for at in range(*ranges[sentence])}
    firsts = {first for first, _ in ranges}
    wavering = [at for at, one in enumerate(lexemes) if not one.opening == one.titled == one.letter]
    names = _names(lexemes, {lexemes[at].word for at in wavering}, firsts | in_titles)
    for at in wavering:
        one = lexemes[at]
        if one.word in names:
            continue
        if at in in_titles:
            letters[at] = one.titled
        elif (at in firsts or not lexemes[at - 1].is_word) and not (one.is_given and _is_named(lexemes, at + 1)):
            letters[at] = one.opening
    _join(letters, lexemes, firsts | in_titles, name)
    return letters


def _is_named(lexemes: Sequence[Lexeme], at: int) -> bool:
    return at < len(lexemes) and lexemes[at].is_named


def _join(letters: list[str], lexemes: Sequence[Lexeme], outside: set[int], name: str) -> None:
    """Names that are common words too, behind another name in a running sentence: Ida Nor, To Lam. In place."""
    for at in [at for at, one in enumerate(lexemes) if one.joins]:
        if at not in outside and letters[at - 1] == name and lexemes[at - 1].word[-1:].isalnum():
            letters[at] = name


def _names(lexemes: Sequence[Lexeme], doubtful: set[str], outside: set[int]) -> set[str]:
    """Of the ``doubtful`` words those that the draft writes with a capital inside running sentences, never without."""
    named = {one.word for at, one in enumerate(lexemes) if one.is_named and at not in outside}
    return (doubtful & named).difference(one.word for one in lexemes if one.is_small)


def _patched(tagger: Tagger, letters: list[str], ranges: Sequence[tuple[int, int]]) -> str:
    """The letters as their neighbours change them."""
    plain = "".join(letters)
    tags = "|" + "|".join([plain[first:last] for first, last in ranges]) + "|"
    for step in tagger.patches:
        tags = step(tags)
    return tags.replace("|", "")
