"""Cuts a draft into words and gives each a letter for its word class.

The classes, the lexicon and the neighbour rules are the language pack's (``grammar.yml``); this module
only applies them: a letter from the lists, else from the shape of the word, then the patches, each a
regular expression over the string of letters, so that a whole draft is read at the speed of ``re``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
    letter: str
    known: bool
    capital: bool
    alphabetic: bool
    alphanumeric: bool
    long: bool


@dataclass(frozen=True, slots=True)
class Tagger:
    """The language pack's word classes, ready to use."""

    word: re.Pattern[str]
    letters: Mapping[str, str]
    shape: re.Pattern[str]  # all shapes of words, the first that fits, each a group
    shapes: Mapping[str, str]  # the letter of each group
    patches: tuple[tuple[str, re.Pattern[str]], ...]
    written: Mapping[str, str]
    keep_capitals: frozenset[str]
    keep_in_titles: frozenset[str]
    keep_initial: frozenset[str]
    seen: dict[str, Lexeme] = field(default_factory=dict)  # memo: same form, same lexeme

    def letter(self, word: str, written: str) -> str:
        """The letter of a word before its neighbours and its capital are looked at."""
        known = self.written.get(written) or self.letters.get(word)
        if known is None:
            low = word if written[:1].isalpha() else written
            found = self.shape.fullmatch(low)
            known = self.shapes[found.lastgroup] if found and found.lastgroup else _NAME
        return known


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
        word=re.compile("|".join(line for line in grammar["word"].splitlines() if line)),
        letters=letters,
        shape=re.compile("|".join(f"(?P<{name}>{pattern})" for name, (_, pattern) in shapes.items())),
        shapes={name: letter for name, (letter, _) in shapes.items()},
        patches=tuple(_patch(row) for row in _table(grammar["patches"])),
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


def _patch(row: Sequence[str]) -> tuple[str, re.Pattern[str]]:
    give, old, before, after = row
    pattern = old
    if before != "-":
        pattern += f"(?<={before}{old})"
    if after != "-":
        pattern += f"(?={after})"
    return give, re.compile(pattern)


def tokenise(document: Document, sentences: Sequence[Sentence], rules: RuleSet) -> Tokens:
    """Every word and mark inside a sentence, in reading order."""
    tagger = rules.once(build)
    prose = document.prose
    find = tagger.word.finditer
    places: list[tuple[int, int]] = []
    ranges: list[tuple[int, int]] = []
    for sentence in sentences:
        first = len(places)
        places += [found.span() for found in find(prose, sentence.span.start, sentence.span.end)]
        ranges.append((first, len(places)))
    lexemes = _lexemes(tagger, [prose[start:end] for start, end in places], rules)
    return Tokens(
        starts=[start for start, _ in places],
        ends=[end for _, end in places],
        words=[lexeme.word for lexeme in lexemes],
        bits=[lexeme.bits for lexeme in lexemes],
        tags=_tags(tagger, lexemes, ranges),
        sentences=ranges,
    )


def _lexemes(tagger: Tagger, written: Sequence[str], rules: RuleSet) -> list[Lexeme]:
    """What is known of each word as written; each form is looked up once a rule set."""
    seen = tagger.seen
    if len(seen) > _SEEN:
        seen.clear()
    for form in set(written).difference(seen):
        word = normalise(form)
        seen[form] = Lexeme(
            word=word,
            bits=rules.bits(word, form),
            letter=tagger.letter(word, form),
            known=word in tagger.letters,
            capital=form[0].isupper(),
            alphabetic=form[0].isalpha(),
            alphanumeric=form[0].isalnum(),
            long=len(form) >= _LONG and form[0].isalpha(),
        )
    return [seen[form] for form in written]


def _tags(tagger: Tagger, lexemes: Sequence[Lexeme], ranges: Sequence[tuple[int, int]]) -> str:
    letters = [lexeme.letter for lexeme in lexemes]
    capitals = [at for at, lexeme in enumerate(lexemes) if lexeme.capital]
    titles = _titles(lexemes, capitals, ranges)
    firsts = {first for first, _ in ranges}
    names = _names(tagger, lexemes, [at for at in capitals if at not in firsts and at not in titles])
    for at in capitals:
        if letters[at] not in tagger.keep_capitals or not lexemes[at].known:
            initial = at in firsts or not lexemes[at - 1].alphanumeric
            letters[at] = _capital(tagger, lexemes[at], initial=initial, title=at in titles, names=names)
    tags = "|" + "|".join("".join(letters[first:last]) for first, last in ranges) + "|"
    for give, pattern in tagger.patches:
        tags = pattern.sub(give, tags)
    return tags.replace("|", "")


def _capital(tagger: Tagger, lexeme: Lexeme, *, initial: bool, title: bool, names: set[str]) -> str:
    """The letter of a capitalised word: a name's, or its own."""
    letter = lexeme.letter
    plain = lexeme.known or (initial and not title and letter in tagger.keep_initial)
    if lexeme.word in names or (not plain and lexeme.alphabetic):
        return _NAME
    if title:
        return letter if letter in tagger.keep_in_titles else _NAME
    return letter if initial else _NAME


def _titles(lexemes: Sequence[Lexeme], capitals: Sequence[int], ranges: Sequence[tuple[int, int]]) -> set[int]:
    """The capitalised tokens of the sentences set in title case."""
    found: set[int] = set()
    for first, last in ranges:
        mine = capitals[bisect_left(capitals, first) : bisect_left(capitals, last)]
        if len(mine) < _TITLE_WORDS:
            continue
        long = sum(lexeme.long for lexeme in lexemes[first:last])
        if long >= _TITLE_WORDS and sum(lexemes[at].long for at in mine) >= _TITLE_SHARE * long:
            found.update(mine)
    return found


def _names(tagger: Tagger, lexemes: Sequence[Lexeme], inside: Sequence[int]) -> set[str]:
    """Words that the draft writes with a capital inside running sentences, and never without."""
    found = {
        lexemes[at].word for at in inside if lexemes[at].letter not in tagger.keep_capitals or not lexemes[at].known
    }
    return found.difference(lexeme.word for lexeme in lexemes if not lexeme.capital)
