"""Lines of a block and the items they make: a line that is indented more goes on with the one above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_OPEN_BAR = re.compile(r"\S\|$")
"""At the end of a line: the alternatives go on in the next one."""


class Line(NamedTuple):
    """One line of a block, its place counted from 1."""

    text: str
    line: int
    column: int


class Item(NamedTuple):
    """A line with those that go on with it, one space between unless the line breaks behind a bar."""

    text: str
    parts: tuple[tuple[int, Line], ...]  # where each of its lines begins in ``text``

    def place(self, column: int) -> tuple[int, int]:
        """Line and column, counted from 1, of a place in the text, counted from 0."""
        start, line = next(part for part in reversed(self.parts) if part[0] <= max(0, column))
        return line.line, line.column + max(0, column - start)


def items(lines: Iterable[tuple[str, int, int]]) -> Iterator[Item]:
    """The items of a block; lines are (text, line, column)."""
    held: list[Line] = []
    for line in lines:
        if held and line[2] <= held[0].column:
            yield _joined(held)
            held = []
        held.append(Line(*line))
    if held:
        yield _joined(held)


def _joined(lines: Sequence[Line]) -> Item:
    text, parts = "", []
    for line in lines:
        text += "" if not text or _OPEN_BAR.search(text) else " "
        parts.append((len(text), line))
        text += line.text
    return Item(text, tuple(parts))
