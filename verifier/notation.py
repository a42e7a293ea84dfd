"""The phrase notation: one line of it into a small tree, with faults that point at the character.

``said|says that``, ``all but | next to``, ``<official>``, ``~say``, ``(the)``, ``...3``. A bar between two words
without spaces chooses between the words; a bar with spaces between all that stands on either side, in the line or the
parentheses. A backslash takes the next character as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

GAP = 5
"""Words that ``...`` may pass over, unless a number follows it."""
WIDEST_GAP = 30

Split: TypeAlias = Callable[[str], list[str]]
Node: TypeAlias = "Word | Form | Ref | Either | Maybe | Gap"


class Word(NamedTuple):
    """One word or mark, normalised; ``written`` is as the rule has it."""

    word: str
    written: str
    column: int


class Form(NamedTuple):
    """Any form of a verb."""

    lemma: str
    column: int


class Ref(NamedTuple):
    """A word list or built-in."""

    name: str
    column: int


class Either(NamedTuple):
    """One of several runs of nodes."""

    options: tuple[tuple[Node, ...], ...]


class Maybe(NamedTuple):
    """A run of nodes that may be left out."""

    nodes: tuple[Node, ...]


class Gap(NamedTuple):
    """Up to ``size`` words of any kind."""

    size: int


class Mistake(NamedTuple):
    """What is wrong at a column of the line, counted from 0."""

    column: int
    message: str


class _Piece(NamedTuple):
    text: str
    column: int
    loose: bool  # a space stands before it


_PIECES = re.compile(r"(\s*)(\.\.\.\d*|<[^<>\s]*>?|~[^\s()|<>~,;:.!?“”\"]*|[()|>]|(?:\\.|(?!\.\.\.)[^\s()|<>~\\])+|\\)")
_NAME = re.compile(r"<[a-z0-9][a-z0-9_-]*>")
_ESCAPE = re.compile(r"\\(.)")


class Phrase(NamedTuple):
    """A parsed line."""

    nodes: tuple[Node, ...]
    mistakes: tuple[Mistake, ...]


def parse(text: str, split: Split) -> Phrase:
    """One line of phrase notation; ``split`` cuts text into words as the language pack does."""
    parser = _Parser(text, split)
    nodes = parser.sequence(depth=0)
    if not parser.mistakes:
        parser.mistakes.extend(_senseless(nodes))
    return Phrase(nodes, tuple(parser.mistakes))


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node of a tree."""
    for node in nodes:
        yield node
        if isinstance(node, Maybe):
            yield from walk(node.nodes)
        elif isinstance(node, Either):
            for option in node.options:
                yield from walk(option)


def _needed(nodes: tuple[Node, ...]) -> bool:
    """Whether at least one word must be there for a run of nodes to hold."""
    return any(
        all(map(_needed, node.options)) if isinstance(node, Either) else not isinstance(node, Maybe | Gap)
        for node in nodes
    )


def _senseless(nodes: tuple[Node, ...]) -> Iterator[Mistake]:
    if not _needed(nodes):
        yield Mistake(0, "this phrase would match nothing at all; at least one word must be required.")


class _Parser:
    def __init__(self, text: str, split: Split) -> None:
        self._pieces = [_Piece(m[2], m.start(2), bool(m[1]) or not m.start()) for m in _PIECES.finditer(text)]
        self._at = 0
        self._split = split
        self.mistakes: list[Mistake] = []

    def sequence(self, depth: int, opened: int = 0) -> tuple[Node, ...]:
        """The nodes up to the end of the line or the closing parenthesis."""
        options: list[list[Node]] = [[]]
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.text == ")":
                if depth:
                    return self._options(options, piece)
                self._fault(piece, "this “)” closes nothing; put “(” before it or take it out.")
            elif piece.text == "|":
                if not options[-1]:
                    self._fault(piece, "“|” stands between two words: “said|says”.")
                options.append([])
            else:
                options[-1].extend(self._item(piece, depth))
        if depth:
            self.mistakes.append(Mistake(opened, "this “(” is never closed; put “)” after it."))
        return self._options(options, self._pieces[-1] if self._pieces else _Piece("", 0, loose=True))

    def _options(self, options: list[list[Node]], last: _Piece) -> tuple[Node, ...]:
        if len(options) == 1:
            return tuple(options[0])
        if not options[-1]:
            self._fault(last, "a word is missing after “|”.")
        return (Either(tuple(tuple(option) for option in options if option)),)

    def _item(self, piece: _Piece, depth: int) -> list[Node]:
        if piece.text == "(":
            return self._optional(piece, depth)
        if piece.text.startswith("..."):
            return self._gap(piece)
        options = [self._atom(piece)]
        while self._is_tight_bar():
            bar = self._pieces[self._at]
            self._at += 1
            if self._at == len(self._pieces) or self._pieces[self._at].text[0] in "()|.":
                self._fault(bar, "a word is missing after “|”.")
                break
            options.append(self._atom(self._pieces[self._at]))
            self._at += 1
        return _either(options)

    def _is_tight_bar(self) -> bool:
        """Whether a bar follows with no space on either side of it."""
        if self._at >= len(self._pieces) or self._pieces[self._at].text != "|" or self._pieces[self._at].loose:
            return False
        return self._at + 1 >= len(self._pieces) or not self._pieces[self._at + 1].loose

    def _optional(self, piece: _Piece, depth: int) -> list[Node]:
        if depth > 8:
            self._fault(piece, "parentheses are nested too deep; write two lines instead.")
        inner = self.sequence(depth + 1, piece.column) if depth <= 8 else ()
        if not inner and depth <= 8 and not self.mistakes:
            self._fault(piece, "these parentheses are empty.")
        return [Maybe(inner)]

    def _gap(self, piece: _Piece) -> list[Node]:
        size = int(piece.text[3:7] or GAP)
        if not 1 <= size <= WIDEST_GAP:
            self._fault(piece, f"a gap is 1 to {WIDEST_GAP} words wide: “...3”.")
        return [Gap(min(size, WIDEST_GAP))]

    def _atom(self, piece: _Piece) -> list[Node]:
        if piece.text.startswith("<"):
            if not _NAME.fullmatch(piece.text):
                self._fault(piece, f"“{piece.text}” is no list name; write “<name>” in small letters.")
            return [Ref(piece.text.strip("<>"), piece.column)]
        if piece.text.startswith("~"):
            if len(piece.text) == 1:
                self._fault(piece, "a verb is missing after “~”: “~say”.")
            return [Form(piece.text[1:].lower(), piece.column)]
        if piece.text in (">", "\\"):
            self._fault(piece, f"“{piece.text}” means nothing here.")
            return []
        words = self._split(_ESCAPE.sub(r"\1", piece.text))
        if not words:
            self._fault(piece, f"“{piece.text}” holds no word or mark.")
        return [Word(word, piece.text, piece.column) for word in words]

    def _fault(self, piece: _Piece, message: str) -> None:
        self.mistakes.append(Mistake(piece.column, message))


def _either(options: list[list[Node]]) -> list[Node]:
    """Alternatives of whole words; marks that trail the last one (``said|says,``) follow them all."""
    if len(options) == 1:
        return options[0]
    tail: list[Node] = []
    last = options[-1]
    while len(last) > 1 and isinstance(last[-1], Word) and not any(map(str.isalnum, last[-1].word)):
        tail.insert(0, last.pop())
    return [Either(tuple(tuple(option) for option in options)), *tail]
