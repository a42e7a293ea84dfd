"""Draft text made fit to show: on one line, without control characters, cut at a word, wrapped by width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from verifier.words import legible

_WIDE = frozenset("WF")
_SPACE = re.compile(r"\s+")
_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-",
        "…": "...", "×": "x", "→": "->", "·": "-", "─": "-", "½": "1/2", "•": "*", "\u00a0": " ",
    }
)  # fmt: skip


def flat(text: str) -> str:
    """On one line: white space becomes one space, control characters and lone halves a mark, hidden ones nothing."""
    line = _SPACE.sub(" ", text).strip()
    return legible(line)


def width(text: str) -> int:
    """Columns that ``text`` takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def cut(text: str, limit: int, *, ellipsis: str = "…") -> str:
    """One line of at most ``limit`` columns, ended at a word by an ellipsis where something is left out."""
    line = flat(text)
    if width(line) <= limit:
        return line
    room = max(1, limit - width(ellipsis) - 1)
    kept, used = 0, 0
    for letter in line:
        used += width(letter)
        if used > room:
            break
        kept += 1
    head = line[:kept]
    space = head.rfind(" ")
    if line[kept : kept + 1] != " " and space > kept // 2:
        head = head[:space]
    return f"{head.rstrip(' ,;:')} {ellipsis}"


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``columns``."""
    fill = " " * max(0, columns - width(text))
    return fill + text if right else text + fill


def wrap(text: str, columns: int) -> Iterator[str]:
    """Lines of at most ``columns``; a longer word is broken, never left out."""
    line = ""
    for word in text.split(" "):
        rest = word
        while width(rest) > columns:
            if line:
                yield line
                line = ""
            head = cut_hard(rest, columns)
            yield head
            rest = rest[len(head) :]
        joined = f"{line} {rest}" if line else rest
        if width(joined) > columns:
            yield line
            joined = rest
        line = joined
    if line:
        yield line


def cut_hard(text: str, columns: int) -> str:
    """The longest beginning of ``text`` that takes at most ``columns``, and at least one letter."""
    used = 0
    for at, letter in enumerate(text):
        used += width(letter)
        if used > columns and at:
            return text[:at]
    return text


def to_ascii(text: str) -> str:
    """ASCII only: typographic marks by their likeness, accents dropped, anything else as ``?``."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(letter if letter.isascii() else _likeness(letter) for letter in plain)


def _likeness(letter: str) -> str:
    return "" if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf" else "?"
