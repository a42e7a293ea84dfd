"""How a text is cut into words: shared by the drafts and by the rule set, so that both agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRAIGHT = {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-"}


def normalise(word: str) -> str:
    """Lower case, straight apostrophes and hyphens; as long as the word it is given, or close to it."""
    if not word.isascii():
        for curly, straight in _STRAIGHT.items():
            word = word.replace(curly, straight)
    return word.lower()


def split(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Each word or mark of ``text`` as (start, end, normalised word), by the language pack's pattern."""
    for found in pattern.finditer(text):
        yield found.start(), found.end(), normalise(found.group())
