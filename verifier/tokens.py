"""Cuts a draft into words and gives each a letter for its word class.

The classes, the lexicon and the neighbour rules are the language pack's (``grammar.yml``); this module
only applies them: a letter from the lists, else from the shape of the word, then the patches, each a
regular expression over the string of letters, so that a whole draft is read at the speed of ``re``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from verifier.model import Document, Sentence, Tokens
from verifier.ruleset import RuleSet
from verifier.words import split

_FORMS = "bsdng="  # base, -s, past, past participle, -ing, base = past: the order of the pack's ``verbs`` table
_TITLE_SHARE = 0.7  # of the longer words capitalised: a line set in title case
_TITLE_WORDS = 3
_LONG = 4


@dataclass(frozen=True, slots=True)
class Tagger:
    """The language pack's word classes, ready to use."""

    word: re.Pattern[str]
    letters: Mapping[str, str]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    patches: tuple[tuple[str, re.Pattern[str]], ...]
    keep_capitals: frozenset[str]
    keep_in_titles: frozenset[str]
    keep_initial: frozenset[str]
    guessed: dict[str, str] = field(default_factory=dict)  # memo of shapes: same word, same letter

    def letter(self, word: str, written: str) -> str:
        """The letter of a word before its neighbours and its capital are looked at."""
        known = self.letters.get(word)
        if known is None:
            known = self.guessed.get(written)
        if known is None:
            low = word if written[:1].isalpha() else written
            known = next(letter for letter, shape in self.shapes if shape.fullmatch(low))
            self.guessed[written] = known
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
    return Tagger(
        word=re.compile("|".join(line for line in grammar["word"].splitlines() if line)),
        letters=letters,
        shapes=tuple((letter, re.compile(shape)) for letter, shape in _table(grammar["shapes"])),
        patches=tuple(_patch(row) for row in _table(grammar["patches"])),
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
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    ranges: list[tuple[int, int]] = []
    for sentence in sentences:
        first = len(starts)
        base = sentence.span.start
        for start, end, word in split(prose[base : sentence.span.end], tagger.word):
            starts.append(base + start)
            ends.append(base + end)
            words.append(word)
        ranges.append((first, len(starts)))
    written = [prose[start:end] for start, end in zip(starts, ends, strict=True)]
    bits = list(map(rules.bits, words, written))
    return Tokens(starts, ends, words, bits, _tags(tagger, words, written, ranges), ranges)


def _tags(tagger: Tagger, words: list[str], written: list[str], ranges: list[tuple[int, int]]) -> str:
    letters = [tagger.letter(word, form) for word, form in zip(words, written, strict=True)]
    names = _names(tagger, words, written, letters, ranges)
    parts = []
    for first, last in ranges:
        _capitals(tagger, words, written, letters, (first, last), names)
        parts.append("".join(letters[first:last]))
    tags = "|" + "|".join(parts) + "|"
    for give, pattern in tagger.patches:
        tags = pattern.sub(give, tags)
    return tags.replace("|", "")


def _is_title(written: Sequence[str]) -> bool:
    long = [word for word in written if len(word) >= _LONG and word[0].isalpha()]
    return len(long) >= _TITLE_WORDS and sum(word[0].isupper() for word in long) >= _TITLE_SHARE * len(long)


def _names(
    tagger: Tagger, words: list[str], written: list[str], letters: list[str], ranges: list[tuple[int, int]]
) -> set[str]:
    """Words that the draft writes with a capital inside running sentences, and never without."""
    inside: set[str] = set()
    small: set[str] = set()
    keep = tagger.keep_capitals
    for first, last in ranges:
        title = _is_title(written[first:last])
        for at in range(first, last):
            form = written[at]
            if not form[0].isupper():
                small.add(form)
            elif at > first and not title and letters[at] not in keep:
                inside.add(words[at])
    return inside - small


def _capitals(
    tagger: Tagger,
    words: list[str],
    written: list[str],
    letters: list[str],
    bounds: tuple[int, int],
    names: set[str],
) -> None:
    """Give the letter N to the names of one sentence, in place."""
    first, last = bounds
    title = _is_title(written[first:last])
    keep = tagger.keep_in_titles if title else tagger.keep_capitals
    for at in range(first, last):
        if not written[at][0].isupper() or letters[at] in tagger.keep_capitals:
            continue
        known = words[at] in tagger.letters
        initial = at == first or not written[at - 1][0].isalnum()
        plain = known or (initial and not title and letters[at] in tagger.keep_initial)
        if words[at] in names or (not plain and written[at][0].isalpha()):
            letters[at] = "N"
        elif title:
            if letters[at] not in keep:
                letters[at] = "N"
        elif not initial:
            letters[at] = "N"
