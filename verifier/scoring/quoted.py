"""How many words of a claim stand in quotation marks."""

from __future__ import annotations

from bisect import bisect_left

from verifier.model import Draft
from verifier.spans import Span

_OPENING = '“„«"'
_CLOSING = '”»"'


class Quoted:
    """The quotation marks of one draft."""

    def __init__(self, draft: Draft) -> None:
        self._tokens = draft.tokens
        self._text = draft.document.text
        self._opening = sorted(at for mark in _OPENING for at in _places(self._text, mark))

    def words(self, span: Span) -> int:
        """The words behind the first opening mark of a span, as far as the last closing one; 0 without any."""
        start, end = span
        at = bisect_left(self._opening, start)
        if at == len(self._opening) or self._opening[at] >= end:
            return 0
        opens = self._opening[at]
        closes = max([self._text.rfind(mark, start, end) for mark in _CLOSING])
        return len(self._text[opens + 1 : closes if closes > opens else end].split())

    def words_of(self, span: Span, enough: int) -> int:
        """The words of a span that is quoted as a whole, counted as far as ``enough``."""
        first, last = self._tokens.range(span)
        found = 0
        for word in self._tokens.words[first:last]:
            if word[0].isalnum():
                found += 1
                if found == enough:
                    break
        return found


def _places(text: str, mark: str) -> list[int]:
    found = []
    at = text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found
