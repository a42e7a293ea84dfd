"""Half-open ranges of code points, and the way from an offset to a line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

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
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def line(self, offset: int) -> int:
        """The line that holds ``offset``."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """The column of ``offset`` in code points."""
        return offset - self._starts[self.line(offset) - 1] + 1

    def utf16_column(self, offset: int) -> int:
        """The column of ``offset`` in UTF-16 units, as editors and SARIF count."""
        start = self._starts[self.line(offset) - 1]
        return len(self._text[start:offset].encode("utf-16-le", "surrogatepass")) // 2 + 1

    def start(self, line: int) -> int:
        """The offset at which ``line`` begins."""
        return self._starts[line - 1]

    def __len__(self) -> int:
        return len(self._starts)
