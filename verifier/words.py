"""How a text is cut into words: shared by the drafts and by the rule set, so that both agree."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

_STRAIGHT = {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-"}

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # hyphens and spaces that nobody sees


def normalise(word: str) -> str:
    """Lower case, straight apostrophes and hyphens; as long as the word it is given, or close to it."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", _INVISIBLE.sub("", word))
        for curly, straight in _STRAIGHT.items():
            word = word.replace(curly, straight)
    return word.lower()


_ODD = re.compile(  # control and direction characters, and letters that are not seen; not those that join letters
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_UNSEEN = frozenset("\xad\u180e\u200b\u200e\u200f\u061c\u2060\u2061\u2062\u2063\u2064\ufeff")
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")


def legible(text: str) -> str:
    """``text`` fit for a screen or a page: nothing in it steers a terminal, turns the direction or hides.

    What would is a mark, a space where it breaks lines, or nothing where it is not seen anyway.
    """
    return _ODD.sub(_seen, text) if not text.isprintable() else text


def _seen(found: re.Match[str]) -> str:
    letter = found.group()
    if letter in _UNSEEN or letter >= "\U000e0000":
        return ""
    return " " if letter in _BREAKS else "\ufffd"


def json_legible(text: str) -> str:
    """JSON in which such letters are written by their numbers: it says the same, and a line stays a line."""
    return _ODD.sub(lambda found: json.dumps(found.group())[1:-1], text)


def split(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Each word or mark of ``text`` as (start, end, normalised word), by the language pack's pattern."""
    for found in pattern.finditer(text):
        yield found.start(), found.end(), normalise(found.group())
