"""Whether a line of the page opens with, ends with or is a phrase of a zone rule.

Zones are found before the draft is cut into tokens, and only short lines are looked at, so the phrases
are walked as trees, without the compiled matcher of ``match.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from verifier.model import Block
from verifier.ruleset.notation import Either, Form, Gap, Maybe, Node, Ref, Word, parse
from verifier.ruleset.schema import Rule, RuleSet
from verifier.spans import Span
from verifier.words import split

LOOK = 60
"""Words of a line that phrases are compared with, from either end."""

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
    def capitals(self) -> int:
        """Percent of its words of four letters and more that begin with a capital."""
        words = [word for word in self.text.split() if len(word) > 3 and _LETTER.search(word)]
        high = sum(not _LETTER.search(word).group().islower() for word in words)  # type: ignore[union-attr]
        return 100 * high // len(words) if words else 0


def line(block: Block, prose: str, rules: RuleSet) -> Line:
    """The line of a block."""
    text = block.span.of(prose)
    return Line(block, text, len(text.split()), rules.word)


class Phrases:
    """The phrases of the zone rules of one rule set, parsed when first needed."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._trees: dict[str, list[tuple[Node, ...]]] = {}

    def found(self, rule: Rule, line: Line) -> Span | None:
        """Where a phrase or pattern of the rule stands in the line, as its ``position`` and ``whole`` ask."""
        start = line.block.span.start
        for pattern in rule.regex:
            hit = re.compile(pattern.text).match(line.text)
            if hit:
                return Span(start, start + hit.end())
        for first in _starts(rule.text("position", "opening"), len(line.tokens)):
            for tree in self._of(rule):
                last = self._last(tree, line, first, rule)
                if last > first:
                    return Span(start + line.tokens[first][0], start + line.tokens[last - 1][1])
        return None

    def _of(self, rule: Rule) -> list[tuple[Node, ...]]:
        if rule.id not in self._trees:
            self._trees[rule.id] = [parse(phrase.text, self._cut).nodes for phrase in rule.find]
        return self._trees[rule.id]

    def _cut(self, text: str) -> list[str]:
        return [word for _, _, word in split(text, self._rules.word)]

    def _last(self, tree: tuple[Node, ...], line: Line, first: int, rule: Rule) -> int:
        """The token after the longest run of the phrase from ``first`` that ends where the rule wants; 0 for none."""
        ends = set(self._ends(tree, line, first))
        if rule.flag("whole") or rule.text("position") == "ending":
            ends = {end for end in ends if all(not _LETTER.search(word) for _, _, word in line.tokens[end:])}
        return max(ends, default=0)

    def _ends(self, nodes: tuple[Node, ...], line: Line, at: int) -> Iterator[int]:
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


def _in_name(line: Line, at: int) -> bool:
    start, end, word = line.tokens[at]
    return line.text[start:end][:1].isupper() or word in {".", "-", "'"}


def _starts(position: str, count: int) -> range:
    """The tokens at which a phrase may begin."""
    return range(min(count, 1)) if position == "opening" else range(count)
