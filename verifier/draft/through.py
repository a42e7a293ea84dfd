"""Letters that are not seen, and letters of several code points: read through, every place kept.

A soft hyphen or zero-width space inside a word is passed over, a letter and its accents are the one letter they show.
What is read is shorter than the text, and knows for each of its letters where it stands there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f"
_MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ODD = re.compile(f"[{_HIDDEN}{_MARKS}]")
_PIECE = re.compile(
    f"(?P<plain>(?:[^{_HIDDEN}{_MARKS}](?![{_HIDDEN}{_MARKS}]))+)|(?P<cluster>[^{_HIDDEN}{_MARKS}][{_HIDDEN}{_MARKS}]+)|.",
    re.DOTALL,
)
_NOT_MARK = re.compile(f"[^{_MARKS}]")
_MOST = 4  # accents of a letter that are joined with it; more are no letter of any language


@dataclass(frozen=True, slots=True)
class Through:
    """What is read, and where each letter of it begins and ends in the text."""

    text: str
    starts: list[int]
    ends: list[int]

    def place(self, at: int) -> int:
        """The letter that stands at or behind a place of the text."""
        return bisect_left(self.starts, at)


def through(text: str) -> Through | None:
    """The text as it is read; None where it is read as it stands."""
    if text.isascii() or not _ODD.search(text):
        return None
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _PIECE.finditer(text):
        start, end = found.span()
        letters = found.group()
        if found.lastgroup == "plain":
            parts.append(letters)
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        elif found.lastgroup == "cluster":
            parts.append(_letter(letters))
            starts.append(start)
            ends.append(end)
    return Through("".join(parts), starts, ends)


def _letter(cluster: str) -> str:
    """The one letter that a letter with its accents shows; without them where there is none."""
    marks = _NOT_MARK.sub("", cluster[1 : _MOST * 4])[:_MOST]
    joined = unicodedata.normalize("NFC", cluster[0] + marks)
    return joined if len(joined) == 1 else cluster[0]
