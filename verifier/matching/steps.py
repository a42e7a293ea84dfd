"""The steps of a compiled phrase: each takes the token positions reached so far to those after (or before) it.

A set of positions goes in and a set comes out, so that options and gaps never multiply: the work is bounded by
the length of the phrase times the length of the sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from verifier.ruleset.schema import WordList, has_capitals

ANY_OF = "|"
"""Between the names of several built-ins where any of them will do."""
_FAR = sys.maxsize  # tokens: further than any sentence goes


class Runs(NamedTuple):
    """Where the runs of a built-in are, a value a token.

    ``starts`` and ``ends`` are those of the run the token is in, −1 outside of any; ``begins`` and ``stops`` say
    whether what a phrase takes of it may begin with the token, and end with it.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    begins: bytes | bytearray
    stops: bytes | bytearray


class View(Protocol):
    """What a step sees of a draft."""

    @property
    def words(self) -> list[str]:
        """The normalised words."""
        ...

    @property
    def forms(self) -> frozenset[str]:
        """The words, each once."""
        ...

    @property
    def bits(self) -> list[int]:
        """Their lists."""
        ...

    @property
    def runs(self) -> Mapping[str, Runs]:
        """The runs of each built-in."""
        ...

    def written(self, first: int, last: int) -> list[str]:
        """Tokens as the text has them."""
        ...


class Step(Protocol):
    """One part of a phrase."""

    def right(self, view: View, at: set[int], end: int) -> set[int]:
        """Positions after this part, reading on from each of ``at``; none beyond ``end``."""
        ...

    def left(self, view: View, at: set[int], first: int) -> set[int]:
        """Positions before this part, reading back from each of ``at``; none before ``first``."""
        ...


class Longer(NamedTuple):
    """Entries of several words of some lists, by their first and by their last word, with the list they are of."""

    starts: Mapping[str, Sequence[tuple[list[str], WordList]]]
    ends: Mapping[str, Sequence[tuple[list[str], WordList]]]


class OneOf:
    """A word of a set, a word of some lists, or a longer entry of them."""

    __slots__ = ("longer", "mask", "words")

    def __init__(self, words: frozenset[str], mask: int, longer: Longer | None) -> None:
        self.words = words
        self.mask = mask
        self.longer = longer

    def after(self, view: View, p: int, end: int) -> Sequence[int]:
        """Where it can end that begins at ``p``."""
        if p >= end:
            return ()
        word = view.words[p]
        found = [p + 1] if word in self.words or view.bits[p] & self.mask else []
        if self.longer is not None:
            for rest, one in self.longer.starts.get(word, ()):
                last = p + 1 + len(rest)
                if last <= end and view.words[p + 1 : last] == rest and _is_written(one, view, p, last):
                    found.append(last)
        return found

    def before(self, view: View, p: int, first: int) -> Sequence[int]:
        """Where it can begin that ends at ``p``."""
        if p <= first:
            return ()
        word = view.words[p - 1]
        found = [p - 1] if word in self.words or view.bits[p - 1] & self.mask else []
        if self.longer is not None:
            for rest, one in self.longer.ends.get(word, ()):
                start = p - 1 - len(rest)
                if start >= first and view.words[start : p - 1] == rest and _is_written(one, view, start, p):
                    found.append(start)
        return found

    def right(self, view: View, at: set[int], end: int) -> set[int]:
        if self.longer is not None:
            return {q for p in at for q in self.after(view, p, end)}
        words, bits, some, mask = view.words, view.bits, self.words, self.mask
        return {p + 1 for p in at if p < end and (words[p] in some or bits[p] & mask)}

    def left(self, view: View, at: set[int], first: int) -> set[int]:
        if self.longer is not None:
            return {q for p in at for q in self.before(view, p, first)}
        words, bits, some, mask = view.words, view.bits, self.words, self.mask
        return {p - 1 for p in at if p > first and (words[p - 1] in some or bits[p - 1] & mask)}


class OptionalOne:
    """One word or entry that may be left out; where it is, nothing new is made, for that is the usual case."""

    __slots__ = ("one",)

    def __init__(self, one: OneOf) -> None:
        self.one = one

    def right(self, view: View, at: set[int], end: int) -> set[int]:
        found = [q for p in at for q in self.one.after(view, p, end)]
        return at.union(found) if found else at

    def left(self, view: View, at: set[int], first: int) -> set[int]:
        found = [q for p in at for q in self.one.before(view, p, first)]
        return at.union(found) if found else at


def _is_written(words: WordList, view: View, first: int, last: int) -> bool:
    """Whether an entry of a ``case: exact`` list has its capitals in the text."""
    if not words.exact:
        return True
    demanded = words.exact.get(tuple(view.words[first:last]), ())
    return all(map(has_capitals, demanded, view.written(first, last)))


class BuiltIn:
    """A run of tokens of a shape: a name, a number, a date, a quotation; names also in part."""

    __slots__ = ("name", "whole")

    def __init__(self, name: str, *, whole: bool) -> None:
        self.name = name
        self.whole = whole

    def right(self, view: View, at: set[int], end: int) -> set[int]:
        _, ends, begins, _ = view.runs[self.name]
        out: set[int] = set()
        for p in at:
            if p < end and begins[p]:
                last = min(ends[p], end)
                out.update((last,) if self.whole else range(p + 1, last + 1))
        return out

    def left(self, view: View, at: set[int], first: int) -> set[int]:
        starts, _, _, stops = view.runs[self.name]
        out: set[int] = set()
        for p in at:
            if p > first and stops[p - 1]:
                start = max(starts[p - 1], first)
                out.update((start,) if self.whole else range(start, p))
        return out


class Optional:
    """Steps that may be left out."""

    __slots__ = ("steps",)

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = tuple(steps)

    def right(self, view: View, at: set[int], end: int) -> set[int]:
        return at | run_right(self.steps, view, at, end)

    def left(self, view: View, at: set[int], first: int) -> set[int]:
        return at | run_left(self.steps, view, at, first)


class Branch:
    """One of several runs of steps."""

    __slots__ = ("options",)

    def __init__(self, options: Sequence[Sequence[Step]]) -> None:
        self.options = tuple(tuple(option) for option in options)

    def right(self, view: View, at: set[int], end: int) -> set[int]:
        return set().union(*(run_right(option, view, at, end) for option in self.options))

    def left(self, view: View, at: set[int], first: int) -> set[int]:
        return set().union(*(run_left(option, view, at, first) for option in self.options))


class AnyWords:
    """Up to ``size`` tokens of any kind."""

    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        self.size = size

    def right(self, view: View, at: set[int], end: int) -> set[int]:  # noqa: ARG002 - the shape all steps have
        return {q for p in at for q in range(p, min(p + self.size, end) + 1)}

    def left(self, view: View, at: set[int], first: int) -> set[int]:  # noqa: ARG002
        return {q for p in at for q in range(max(p - self.size, first), p + 1)}


def run_right(steps: Sequence[Step], view: View, at: set[int], end: int) -> set[int]:
    """All steps in turn, reading on."""
    for step in steps:
        at = step.right(view, at, end)
        if not at:
            break
    return at


def run_left(steps: Sequence[Step], view: View, at: set[int], first: int) -> set[int]:
    """All steps in turn, the last one first, reading back."""
    for step in reversed(steps):
        at = step.left(view, at, first)
        if not at:
            break
    return at


class Edge(NamedTuple):
    """What the words can be with which some steps begin, or end: a set of words, lists, and the name of a built-in.

    Several built-ins are one by the name ``a|b``, which is where one of them begins or stops.
    """

    words: frozenset[str]
    mask: int
    shape: str

    def stops(self, view: View, at: int) -> bool:
        """Whether the steps may end with a token."""
        if view.words[at] in self.words or view.bits[at] & self.mask:
            return True
        return bool(self.shape and view.runs[self.shape].stops[at])


def is_optional(steps: Sequence[Step]) -> bool:
    """Whether all steps may be left out."""
    return all(isinstance(one, Optional | OptionalOne | AnyWords) for one in steps)


def edge(steps: Sequence[Step], *, back: bool) -> Edge | None:
    """With what some steps must begin (``back``: end) where they are not left out; None where that may be anything."""
    parts = []
    for one in reversed(steps) if back else steps:
        part = _edge_of(one, back=back)
        if part is None:
            return None
        parts.append(part)
        if not is_optional((one,)):
            break
    return _united(parts)


def _edge_of(one: Step, *, back: bool) -> Edge | None:
    if isinstance(one, OptionalOne):
        one = one.one
    if isinstance(one, OneOf):
        longer = () if one.longer is None else (one.longer.ends if back else one.longer.starts)
        return Edge(one.words.union(longer) if one.words else frozenset(longer), one.mask, "")
    if isinstance(one, BuiltIn):
        return Edge(frozenset(), 0, one.name)
    if isinstance(one, Optional):
        return edge(one.steps, back=back)
    if isinstance(one, Branch) and not any(map(is_optional, one.options)):
        return _united([edge(option, back=back) for option in one.options])
    return None


def _united(parts: Sequence[Edge | None]) -> Edge | None:
    """One for several; None where one of them is."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if len(known) == 1:
        return known[0]
    mask = 0
    for part in known:
        mask |= part.mask
    words = frozenset(chain.from_iterable(part.words for part in known))
    return Edge(words, mask, ANY_OF.join(sorted({part.shape for part in known if part.shape})))


def must(steps: Sequence[Step]) -> tuple[frozenset[str], int]:
    """The words of the first step that is one of some words and no more, and how many tokens they may reach to.

    No words: no step is, or the first is the first of all, which ``edge`` tells of.
    """
    reach = 0
    for place, one in enumerate(steps):
        reach += _length(one)
        if isinstance(one, OneOf) and one.words and not one.mask and one.longer is None:
            return (one.words, reach) if place else (frozenset(), 0)
    return frozenset(), 0


def _length(step: Step) -> int:
    """How many tokens a step may take at most, as far as it is known."""
    if isinstance(step, AnyWords):
        return step.size
    if isinstance(step, OneOf) and step.longer is None:
        return 1
    if isinstance(step, OptionalOne):
        return _length(step.one)
    if isinstance(step, Optional):
        return sum(map(_length, step.steps))
    return _FAR
