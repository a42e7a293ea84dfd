"""Whether words are set in title case, told one way for the lines of a page and for sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIRST = re.compile(r"[^\W_]")
_LONG = 4  # letters from which a word has a capital in a title
_FEWEST = 3  # longer words without which capitals tell nothing
_SHARE = 70  # percent of them that have one
_STOPPED = 90  # the same where a full stop follows, as it seldom does in titles
SHORT, LOW, HIGH = 0, 1, 2


def capital(word: str) -> int:
    """What a word as written says of title case: nothing (SHORT), or that it has no capital (LOW), or one (HIGH)."""
    first = _FIRST.search(word)
    if len(word) < _LONG or first is None or not first.group().isalpha():
        return SHORT
    return LOW if first.group().islower() else HIGH


def share(capitals: Sequence[int]) -> int:
    """Percent of the longer words that begin with a capital; 0 where there are none."""
    longer = len(capitals) - capitals.count(SHORT)
    return 100 * capitals.count(HIGH) // longer if longer else 0


def titled(capitals: Sequence[int], *, stops: bool) -> bool:
    """Whether a sentence is set in title case; ``stops``: it ends with a full stop."""
    return capitals.count(HIGH) >= _FEWEST and share(capitals) >= (_STOPPED if stops else _SHARE)
