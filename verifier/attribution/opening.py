"""Which letters a pattern may begin with, so that it is tried only where one of them stands.

Reads as much of a regular expression as patterns over letters of words and groups use: letters, classes, groups,
alternatives, quantifiers and looks ahead. Whatever else stands there may begin with anything.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_OPEN = re.compile(r"\((?:\?(?:P<\w+>|:|=|!|<=|<!))?")
_CLASS = re.compile(r"\[(\^?)(\]?[^]]*)\]")
_QUANTIFIER = re.compile(r"([*?+]|\{(\d*)(?:,\d*)?\})\??")


class Opening(NamedTuple):
    """The letters a piece of a pattern may begin with, None for any; and whether it may match nothing."""

    letters: frozenset[str] | None
    empty: bool


_ANY = Opening(None, empty=True)


@cache
def opening(pattern: str) -> frozenset[str] | None:
    """The letters one of which stands wherever a pattern matches; None where any may, or the pattern may be empty."""
    found, at = _alternatives(pattern, 0)
    return None if found.empty or at < len(pattern) else found.letters


def _alternatives(pattern: str, at: int) -> tuple[Opening, int]:
    """What stands up to the end of a group, and where that is."""
    found, at = _sequence(pattern, at)
    while pattern[at : at + 1] == "|":
        other, at = _sequence(pattern, at + 1)
        found = Opening(_union(found.letters, other.letters), found.empty or other.empty)
    return found, at


def _sequence(pattern: str, at: int) -> tuple[Opening, int]:
    letters: frozenset[str] | None = frozenset()
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _piece(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
        if empty:
            letters = _union(letters, piece.letters)
            empty = piece.empty or bool(quantifier and (quantifier[1] in "*?" or quantifier[2] in ("", "0")))
    return Opening(letters, empty), at


def _piece(pattern: str, at: int) -> tuple[Opening, int]:
    """A letter, class or group, before its quantifier."""
    group = _OPEN.match(pattern, at)
    if group and pattern.startswith("?", group.end()):
        return _ANY, len(pattern)
    if group:
        inner, at = _alternatives(pattern, group.end())
        blind = group.group() in ("(?!", "(?<=", "(?<!")  # says nothing of the letter that follows
        return Opening(frozenset(), empty=True) if blind else inner, at + 1
    kind = _CLASS.match(pattern, at)
    if kind:
        whole = kind[1] or "-" in kind[2][1:-1] or "\\" in kind[2]
        return Opening(None if whole else frozenset(kind[2]), empty=False), kind.end()
    if pattern[at] == "." or pattern[at] in "^$":
        return _ANY, at + 1
    if pattern[at] == "\\":
        known = pattern[at + 1 : at + 2]
        return (_ANY if known.isalnum() else Opening(frozenset(known), empty=False)), at + 2
    return Opening(frozenset(pattern[at]), empty=False), at + 1


def _union(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other
