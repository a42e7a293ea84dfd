"""Gathers the words of a draft into groups: noun phrases, verb groups, times, marks.

One pass of one regular expression over the word-class letters of each sentence gives a second, shorter string
with one letter a group, over which the cue templates run. The shapes are the language pack's (``grammar.yml``,
``groups``); see there for what each letter means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from verifier.model import Draft
from verifier.ruleset import RuleSet

PASSIVE_OR_PERFECT = "K"
"""A group that is passive after be and active after have; the auxiliary decides."""
PHRASE, NAME, TIME, NAME_TAG = "N", "A", "T", "N"
"""A noun phrase, one that ends in a name, one that tells a time, and the word class of names."""
_SINGLE = "cpki"
"""Coordinators, prepositions, subordinators, pronouns: some of them open a clause, and get a letter of their own."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """Groups in reading order, as parallel sequences; ``letters`` ends each sentence with ``|``.

    ``first`` and ``last`` are token ranges [first, last), ``head`` the token that carries the meaning:
    the verb of a verb group, the last noun of a noun phrase.
    """

    letters: str
    first: list[int]
    last: list[int]
    head: list[int]
    sentences: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The compiled word groups of a language."""

    groups: re.Pattern[str]
    parts: Mapping[str, str]
    have: int
    time: int
    repairs: tuple[tuple[str, re.Pattern[str]], ...]
    single: Mapping[str, str]  # words that get a letter of their own when they stand alone


def fill(text: str, parts: Mapping[str, str]) -> str:
    """A pattern with the names in braces replaced by the parts they stand for."""
    while True:
        filled = re.sub(r"\{([a-z_]+)\}", lambda found: parts[found[1]], text)
        if filled == text:
            return filled
        text = filled


def named(block: str) -> dict[str, str]:
    """Lines of ``name pattern`` as a mapping, in order; each pattern made one unit."""
    rows = (line.split(None, 1) for line in block.splitlines() if line.strip() and not line.startswith("#"))
    return {name: pattern.strip() for name, pattern in rows}


def shapes(rules: RuleSet) -> Shapes:
    """The word groups of a rule set's grammar, compiled."""
    grammar = rules.grammar
    parts = {name: f"(?:{pattern})" for name, pattern in named(str(grammar["parts"])).items()}
    groups = named(str(grammar["groups"]))
    pattern = "|".join(f"(?P<{name}>{fill(text, parts)})" for name, text in groups.items())
    made = {name: f"(?:{text})" for name, text in named(str(grammar["shapes_of_groups"])).items()}
    repairs = tuple((letter, re.compile(fill(text, made))) for letter, text in _rows(str(grammar["repairs"])))
    return Shapes(
        re.compile(pattern + "|(?s:.)"),
        parts,
        rules.bit("auxiliary-have"),
        rules.bit("time-noun"),
        repairs,
        single_words(rules),
    )


def _rows(block: str) -> list[tuple[str, str]]:
    rows = (line.split(None, 1) for line in block.splitlines() if line.strip())
    return [(name, text.strip()) for name, text in rows]


def single_words(rules: RuleSet) -> dict[str, str]:
    """The letter of each word that has one of its own: ``grammar.yml``, ``single``."""
    table = named(str(rules.grammar["single"]))
    return {entry[0]: letter for letter, name in table.items() for entry in rules.lists[name].entries}


def chunk(draft: Draft, quotes: Mapping[int, str], rules: RuleSet) -> Chunks:
    """The groups of every sentence; ``quotes`` gives tokens that open (“) or close (”) a quotation."""
    kinds = rules.once(shapes)
    tokens = draft.tokens
    tags = tokens.tags
    if quotes:
        marked = list(tags)
        for at, mark in quotes.items():
            marked[at] = mark
        tags = "".join(marked)
    bits, have = tokens.bits, kinds.have
    letters: list[str] = []
    heads: list[int] = []
    first: list[int] = []
    last: list[int] = []
    sentences: list[tuple[int, int]] = []
    find = kinds.groups.finditer
    single, words = kinds.single, tokens.words
    for start, end in tokens.sentences:
        opened = len(letters)
        for found in find(tags, start, end):
            kind = found.lastgroup
            at, to = found.span()
            first.append(at)
            last.append(to)
            heads.append(to - 1)
            if kind is None:
                tag = tags[at]
                letters.append(single.get(words[at], tag) if tag in _SINGLE else tag)
            elif kind == PASSIVE_OR_PERFECT:
                letters.append(_voice(tags, bits, have, at, to))
            elif kind == PHRASE:
                if tags[to - 1] == "_":
                    heads[-1] = to - 2
                letters.append(_phrase(tags, bits, kinds.time, at, heads[-1]))
            else:
                letters.append(kind)
        sentences.append((opened, len(letters)))
        letters.append("|")
        first.append(end)
        last.append(end)
        heads.append(end)
    return Chunks(_repair("|" + "".join(letters), kinds)[1:], first, last, heads, sentences)


def _repair(letters: str, kinds: Shapes) -> str:
    """Participles told from past forms by the clause they stand in; the last group of a repair's pattern changes."""
    for letter, pattern in kinds.repairs:
        ends = [found.end() for found in pattern.finditer(letters)]
        if ends:
            marked = list(letters)
            for end in ends:
                marked[end - 1] = letter
            letters = "".join(marked)
    return letters


def _phrase(tags: str, bits: list[int], time: int, at: int, head: int) -> str:
    """The letter of a noun phrase: one that ends in a name, a time (last week), or another."""
    if tags[head] == NAME_TAG:
        return NAME
    return TIME if bits[head] & time and head > at and tags[at] in "dj0" else PHRASE


def _voice(tags: str, bits: list[int], have: int, at: int, to: int) -> str:
    """X for a passive group, V for an active one: what the last auxiliary before the participle is."""
    for token in range(to - 2, at - 1, -1):
        if tags[token] in "xy":
            return "V" if bits[token] & have else "X"
    return "X"
