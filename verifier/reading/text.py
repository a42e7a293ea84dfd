"""Plain text: what is a paragraph, when a line break says nothing and when it ends one.

Drafts come with one paragraph a line, with blank lines between paragraphs, or wrapped by hand at
some 72 columns. A break is taken for wrapping only where the whole text is wrapped and the next
line's first word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.model import Block, Document
from verifier.spans import Span

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"\s*(?:[-*•–·▪◦‣⁃●○■]|\(?\d{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"[\s*_=~#•·\-–—]+")  # a line of such marks alone separates, and is no prose
_MOSTLY = 0.5  # share of the breaks at full lines that must fall inside a sentence
_WIDEST = 120  # columns: nobody wraps by hand wider than this
_NARROWEST = 40
_NOTE = re.compile(r"<!--\s*verify:")
_ENDS = tuple(".!?:…\"”’')")


def read(text: str, name: str) -> Document:
    """The document of a plain text. Bullet marks and ruled lines are blanked in ``prose``."""
    lines = [Span(*found.span()) for found in _LINE.finditer(text)]
    blocks, blanks = [], []
    for first, last in _paragraphs(text, lines):
        block, blank = _block(text, Span(lines[first].start, lines[last].end))
        if block is not None:
            blocks.append(block)
        if blank is not None:
            blanks.append(blank)
    prose = blanked(blanked(text, blanks), list(_notes(text)))
    kept = tuple(block for block in blocks if not prose[block.span.start : block.span.end].isspace())
    return Document(name=name, text=text, prose=prose, blocks=kept)


def _notes(text: str) -> Iterator[Span]:
    """An editor's words to this program, which are no prose; one that is never closed is."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at)
        if end < 0:
            return
        if _NOTE.match(text, at, end):
            yield Span(at, end + 3)
            at = text.find("<!--", end)
        else:
            at = text.find("<!--", at + 1)


def blanked(text: str, spans: list[Span]) -> str:
    """``text`` with every character of ``spans`` (ordered, disjoint) replaced by a space; line ends stay."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], re.sub(r"[^\r\n]", " ", span.of(text))]
        at = span.end
    return "".join([*parts, text[at:]])


def trimmed(text: str, span: Span) -> Span:
    """``span`` without the white space at its ends; empty where there is nothing else."""
    words = text[span.start : span.end]
    if not (words[:1].isspace() or words[-1:].isspace()):
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _block(text: str, span: Span) -> tuple[Block | None, Span | None]:
    """The block of one paragraph and what of it is markup."""
    span = trimmed(text, span)
    if _RULE.fullmatch(text, span.start, span.end) or span.start == span.end:
        return None, span if span.start < span.end else None
    mark = _BULLET.match(text, span.start, span.end)
    if mark is None:
        return Block(span), None
    return Block(Span(mark.end(), span.end), "bullet"), Span(*mark.span())


def _paragraphs(text: str, lines: list[Span]) -> Iterator[tuple[int, int]]:
    """Index ranges [first, last] of the lines that belong together."""
    soft = _soft_breaks(text, lines)
    first = 0
    for at in range(len(lines)):
        if at not in soft:
            yield first, at
            first = at + 1


def _soft_breaks(text: str, lines: list[Span]) -> set[int]:
    """The lines whose end is only wrapping: none, unless the whole text is wrapped by hand."""
    width = _width(text, lines)
    if not _NARROWEST <= width <= _WIDEST:
        return set()
    pairs = range(len(lines) - 1)
    full = {at for at in pairs if _adjacent(text, lines[at], lines[at + 1]) and _full(text, lines, at, width)}
    inside = sum(not lines[at].of(text).rstrip().endswith(_ENDS) for at in full)
    return full if inside and inside >= _MOSTLY * len(full) else set()


def _width(text: str, lines: list[Span]) -> int:
    """Columns of the widest line of several words, or of the first that is too wide for wrapping by hand."""
    width = 0
    for line in lines:
        wide = line.end - line.start
        if wide > width and " " in line.of(text).strip():
            width = wide
            if width > _WIDEST:
                break
    return width


def _adjacent(text: str, line: Span, following: Span) -> bool:
    """Whether one line break, and no blank line, stands between the two, and no bullet opens the second."""
    gap = text[line.end : following.start].replace("\r\n", "\n")
    words = following.of(text)
    return len(gap) == 1 and not words.isspace() and not line.of(text).isspace() and not _BULLET.match(words)


def _full(text: str, lines: list[Span], at: int, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    following = lines[at + 1].of(text).split(maxsplit=1)
    return lines[at].end - lines[at].start + 1 + len(following[0]) > width
