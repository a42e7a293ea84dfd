"""Whether a line of the page opens with, ends with or is a phrase of a zone rule.

Zones are found before the draft is cut into tokens, and only short lines are looked at, so the phrases
are walked as trees, without the compiled matcher of ``match.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verifier.model import Block
from verifier.notation import Either, Form, Gap, Maybe, Node, Ref, Word, parse
from verifier.ruleset.schema import Rule, RuleSet
from verifier.spans import Span
from verifier.words import normalise, split

Tree = tuple[Node, ...]
_FEW = 12  # words that are looked for in the letters of a line
_LETTER = re.compile(r"[^\W_]")
_STOP = re.compile(r"[.…]['\"”’)\]]*\Z")


@dataclass(frozen=True)
class Line:
    """A block as the zone rules see it; ``count`` is its words between white space."""

    block: Block
    text: str
    count: int
    word: re.Pattern[str]

    @property
    def stops(self) -> bool:
        """Whether it ends with a full stop."""
        return bool(_STOP.search(self.text))

    @cached_property
    def tokens(self) -> list[tuple[int, int, str]]:
        """(start, end, normalised word) of its words and marks, offsets counted from its start."""
        return list(split(self.text, self.word))

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, normalised."""
        return frozenset(word for _, _, word in self.tokens)

    @cached_property
    def opener(self) -> str:
        """Its first word or mark, normalised."""
        found = self.word.search(self.text)
        return normalise(found.group()) if found else ""

    @cached_property
    def lower(self) -> str:
        """Its letters as words are normalised."""
        return normalise(self.text)

    def may_hold(self, phrase: _Phrase) -> bool:
        """Whether the line has the words without which the phrase cannot stand in it."""
        for word in phrase.tell:
            if word in self.lower:
                break
        else:
            if phrase.tell:
                return False
        return bool(self.tokens) and not any(needed.isdisjoint(self.words) for needed in phrase.needed)


def line(block: Block, prose: str, word: re.Pattern[str]) -> Line:
    """The line of a block; ``word`` is the language pack's pattern of words and marks."""
    text = block.span.of(prose)
    return Line(block, text, len(text.split()), word)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase, and what a line must have before the tree is walked; ``None``: words of any kind."""

    nodes: Tree
    firsts: frozenset[str] | None  # one of these opens it
    needed: tuple[frozenset[str], ...]  # of each of these one stands in it
    tell: tuple[str, ...]  # the longest of these, looked for before the line is cut into words; or none

    def opens(self, word: str) -> bool:
        """Whether it may begin with the word."""
        return self.firsts is None or word in self.firsts


class _Known(NamedTuple):
    """The phrases and patterns of one rule."""

    phrases: tuple[_Phrase, ...]
    patterns: tuple[re.Pattern[str], ...]
    opening: bool  # the phrases stand at the beginning of a line
    by_opener: Mapping[str, tuple[_Phrase, ...]]  # if so, those that may stand behind a first word
    loose: tuple[_Phrase, ...]  # and those that may begin with any other

    def may_open(self, word: str) -> bool:
        """Whether something of the rule may stand in a line with this first word."""
        return bool(self.patterns or self.loose or word in self.by_opener or not self.opening)

    def fitting(self, line: Line) -> tuple[_Phrase, ...]:
        """The phrases that may stand in the line, by its first word."""
        return self.by_opener.get(line.opener, self.loose) if self.opening else self.phrases


class Index(NamedTuple):
    """Rules by the first word of the lines in which they may stand."""

    by_opener: Mapping[str, tuple[tuple[Rule, int], ...]]  # with the words of the longest line each looks at
    loose: tuple[tuple[Rule, int], ...]  # with any other first word
    longest: int  # words of the longest line that one of them looks at

    def of(self, line: Line) -> list[Rule]:
        """The rules that may hold of the line, in order."""
        if line.count > self.longest:
            return []
        return [rule for rule, longest in self.by_opener.get(line.opener, self.loose) if line.count <= longest]


class Phrases:
    """The phrases of the zone rules of one rule set, parsed when first needed."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._known: dict[str, _Known] = {}

    def found(self, rule: Rule, line: Line) -> Span | None:
        """Where a phrase or pattern of the rule stands in the line, as its ``position`` and ``whole`` ask."""
        start = line.block.span.start
        known = self._of(rule)
        for pattern in known.patterns:
            hit = pattern.match(line.text)
            if hit:
                return Span(start, start + hit.end())
        for phrase in known.fitting(line):
            if not line.may_hold(phrase):
                continue
            for first in range(1 if known.opening else len(line.tokens)):
                last = self._last(phrase.nodes, line, first, rule)
                if last > first:
                    return Span(start + line.tokens[first][0], start + line.tokens[last - 1][1])
        return None

    def index(self, rules: Sequence[Rule], longest: int) -> Index:
        """The rules by first word; ``longest`` words has a line that one of them looks at, unless it says otherwise."""
        known = [(rule, rule.number("longest", longest), self._of(rule)) for rule in rules]
        words = {word for *_, found in known for word in found.by_opener}

        def opened(word: str) -> tuple[tuple[Rule, int], ...]:
            return tuple((rule, most) for rule, most, found in known if found.may_open(word))

        return Index({word: opened(word) for word in words}, opened(""), max((most for _, most, _ in known), default=0))

    def _of(self, rule: Rule) -> _Known:
        if rule.id not in self._known:
            phrases = tuple(self._phrase(parse(phrase.text, self._cut).nodes) for phrase in rule.find)
            patterns = tuple(re.compile(pattern.text) for pattern in rule.regex)
            opening = rule.text("position", "opening") == "opening"
            openers = frozenset[str]().union(*(phrase.firsts or () for phrase in phrases))
            by_opener = {word: tuple(phrase for phrase in phrases if phrase.opens(word)) for word in openers}
            loose = tuple(phrase for phrase in phrases if phrase.firsts is None)
            self._known[rule.id] = _Known(phrases, patterns, opening, by_opener, loose)
        return self._known[rule.id]

    def _phrase(self, tree: Tree) -> _Phrase:
        several = (self._words_of(node) for node in tree if not isinstance(node, Maybe))
        needed = tuple(words for words in several if words)
        few = (words for words in needed if len(words) <= _FEW)
        tell = max(few, key=lambda words: min(map(len, words)), default=frozenset[str]())
        return _Phrase(tree, self._first_words(tree), needed, tuple(sorted(tell)))

    def _first_words(self, tree: Tree) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for node in tree:
            words = self._words_of(node)
            if words is None:
                return None
            found |= words
            if not isinstance(node, Maybe):
                return found
        return found

    def _words_of(self, node: Node) -> frozenset[str] | None:
        """The words with which a node may begin."""
        match node:
            case Word(word):
                return frozenset([word])
            case Form(lemma):
                return frozenset(self._rules.forms(lemma))
            case Maybe(inner):
                return self._first_words(inner)
            case Either(options):
                return _union([self._first_words(option) for option in options])
            case Ref(name) if name in self._rules.lists:
                return frozenset(entry[0] for entry in self._rules.lists[name].entries)
        return None

    def _cut(self, text: str) -> list[str]:
        return [word for _, _, word in split(text, self._rules.word)]

    def _last(self, tree: Tree, line: Line, first: int, rule: Rule) -> int:
        """The token after the longest run of the phrase from ``first`` that ends where the rule wants; 0 for none."""
        ends = set(self._ends(tree, line, first))
        if rule.flag("whole") or rule.text("position") == "ending":
            ends = {end for end in ends if all(not _LETTER.search(word) for _, _, word in line.tokens[end:])}
        return max(ends, default=0)

    def _ends(self, nodes: Tree, line: Line, at: int) -> Iterator[int]:
        """Every token at which ``nodes``, begun at token ``at``, may end."""
        if not nodes:
            yield at
            return
        for end in self._node(nodes[0], line, at):
            yield from self._ends(nodes[1:], line, end)

    def _node(self, node: Node, line: Line, at: int) -> Iterator[int]:
        match node:
            case Maybe(inner):
                yield at
                yield from self._ends(inner, line, at)
            case Either(options):
                for option in options:
                    yield from self._ends(option, line, at)
            case Gap(size):
                yield from range(at, min(at + size, len(line.tokens)) + 1)
            case _ if at < len(line.tokens):
                yield from self._word(node, line, at)

    def _word(self, node: Word | Form | Ref | Node, line: Line, at: int) -> Iterator[int]:
        start, end, word = line.tokens[at]
        match node:
            case Word(wanted) if wanted == word:
                yield at + 1
            case Form(lemma) if word in self._rules.forms(lemma):
                yield at + 1
            case Ref("name") if line.text[start:end][:1].isupper():
                last = at + 1
                while last < len(line.tokens) and _in_name(line, last):
                    last += 1
                yield from range(at + 1, last + 1)
            case Ref("number") if word[:1].isdecimal():
                yield at + 1
            case Ref(name) if name in self._rules.lists:
                words = [word for _, _, word in line.tokens]
                last = self._rules.entry_end(name, words, at, len(words))
                if last:
                    yield last


def _union(several: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """All words of several sets; ``None`` where one of them is any word."""
    return None if None in several else frozenset().union(*filter(None, several))


def _in_name(line: Line, at: int) -> bool:
    start, end, word = line.tokens[at]
    return line.text[start:end][:1].isupper() or word in {".", "-", "'"}
