"""Half-open ranges of code points, and the way from an offset to a line and column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # two units in UTF-16
_LINE_END = re.compile(r"\r\n?|\n")


class Span(NamedTuple):
    """A half-open range [start, end) of code points in ``Document.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in ``text``."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class LineIndex:
    """Lines and columns of a text, both counted from 1; a line ends at LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._astral: list[int] | None = None
        if "\r" in text:
            self._starts = [0, *[end.end() for end in _LINE_END.finditer(text)]]
        else:
            self._starts = list(accumulate([len(line) + 1 for line in text.split("\n")], initial=0))[:-1]

    def line(self, offset: int) -> int:
        """The line that holds ``offset``."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """The column of ``offset`` in code points."""
        return offset - self._starts[self.line(offset) - 1] + 1

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def utf16_column(self, offset: int) -> int:
        """The column of ``offset`` in UTF-16 units, as editors and SARIF count."""
        return self.utf16(offset) - self.utf16(self._starts[self.line(offset) - 1]) + 1

    def utf16(self, offset: int) -> int:
        """``offset`` in UTF-16 units from the beginning of the text."""
        if self._astral is None:
            self._astral = [found.start() for found in _ASTRAL.finditer(self._text)]
        return offset + bisect_left(self._astral, offset)

    def start(self, line: int) -> int:
        """The offset at which ``line`` begins."""
        return self._starts[line - 1]

    def __len__(self) -> int:
        return len(self._starts)
