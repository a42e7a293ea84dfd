"""A phrase cut at its rarest element, and how it is tried where that stands.

Most tries end with a look at the words on either side; only what these allow is read outwards, step by step.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from verifier.matching.compiler import Compiler
from verifier.matching.steps import (
    Branch,
    BuiltIn,
    Edge,
    OneOf,
    Step,
    View,
    edge,
    is_optional,
    must,
    run_left,
    run_right,
)
from verifier.notation import Node

Key = TypeVar("Key", bound=Hashable)
Bounds: TypeAlias = tuple[int, int]
Hit: TypeAlias = tuple[int, int, Key]
"""Tokens [first, last) where a phrase holds, and the key of the phrase."""


class Side:
    """The steps on one side of the rarest element.

    ``edge`` is what stands beside the element unless all of the steps are left out, which ``may_miss`` says they can
    be; None: that hangs on more than one word, or there are no steps. ``is_word``: one word is all there is;
    ``shape``: one built-in is. ``must``: words of which one must stand within ``reach`` tokens of the element.
    """

    __slots__ = ("edge", "is_word", "may_miss", "must", "reach", "shape", "steps")

    def __init__(self, steps: Sequence[Step], *, back: bool) -> None:
        self.steps = tuple(steps)
        self.edge = edge(steps, back=back) if steps else None
        self.may_miss = is_optional(steps)
        self.shape = steps[0].name if len(steps) == 1 and isinstance(steps[0], BuiltIn) else ""
        self.is_word = len(steps) == 1 and isinstance(steps[0], OneOf) and steps[0].longer is None
        self.must, self.reach = must(tuple(reversed(steps)) if back else steps)


class Phrase(Generic[Key]):
    """One phrase, with the keys of all lines that are this phrase; made into steps when a text first sets it off."""

    __slots__ = ("_cut", "_nodes", "after", "anchor", "before", "is_made", "keys", "needs_after", "needs_before")

    def __init__(self, nodes: Sequence[Node], at: int) -> None:
        self.keys: list[Key] = []
        self.is_made = False
        self._nodes = nodes
        self._cut = at

    def make(self, compiler: Compiler) -> None:
        """Its steps: the rarest element and both sides."""
        steps = list(map(compiler.step, self._nodes))
        self.anchor = steps[self._cut]
        self.before = Side(steps[: self._cut], back=True)
        self.after = Side(steps[self._cut + 1 :], back=False)
        if isinstance(self.anchor, Branch):
            self.after.edge = None  # its end is not known
        self.needs_after = None if self.after.may_miss else self.after.edge
        self.needs_before = None if self.before.may_miss else self.before.edge
        self.is_made = True

    def may_be_alone(self) -> bool:
        """Whether it may be nothing but its rarest element, and the words beside that tell."""
        sides = (self.before, self.after)
        return not isinstance(self.anchor, Branch) and all(
            not side.steps or (side.may_miss and side.edge is not None) for side in sides
        )

    def read(self, view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
        """Read outwards from the rarest element, the tokens [start, end), which has behind it what it needs.

        Where it needs nothing behind it, it has before it what it needs there.
        """
        too = self.needs_before if self.needs_after is not None else None
        if too is not None and not (start > bounds[0] and too.stops(view, start - 1)):
            return
        if isinstance(self.anchor, Branch):
            self.read_from(view, start, bounds, hits)
        else:
            self._read(view, start, end, bounds, hits)

    def _read(  # noqa: C901 - both sides written out: a call for each would cost more than the look
        self, view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]
    ) -> None:
        after, before = self.after, self.before
        if after.is_word:
            end += 1
        elif after.shape:
            end = view.runs[after.shape].ends[end]
        elif after.steps:
            if after.must and after.must.isdisjoint(view.words[end : min(end + after.reach, bounds[1])]):
                return
            end = max(run_right(after.steps, view, {end}, bounds[1]), default=0)
            if not end:
                return
        if before.is_word:
            start -= 1
        elif before.shape:
            start = view.runs[before.shape].starts[start - 1]
        elif before.steps:
            if before.must and before.must.isdisjoint(view.words[max(start - before.reach, bounds[0]) : start]):
                return
            start = min(run_left(before.steps, view, {start}, bounds[0]), default=-1)
            if start < 0:
                return
        for key in self.keys:
            hits.append((start, end, key))  # noqa: PERF401 - mostly one key: a list of its own costs more

    def read_from(self, view: View, at: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
        """The same where only the beginning of the rarest element is known."""
        ends = run_right((self.anchor, *self.after.steps), view, {at}, bounds[1])
        if ends:
            starts = run_left(self.before.steps, view, {at}, bounds[0])
            if starts:
                hits += [(min(starts), max(ends), key) for key in self.keys]


class Lone(NamedTuple, Generic[Key]):
    """Phrases that are nothing but their rarest element unless what may follow or stand before it is there."""

    after: Edge | None
    before: Edge | None
    phrases: list[Phrase[Key]]
    keys: list[Key]


class Bound(NamedTuple, Generic[Key]):
    """Phrases that need a word beside their rarest element: one of some words, of some lists, or in some built-in."""

    words: frozenset[str]
    mask: int
    shape: str
    phrases: list[Phrase[Key]]


class Trials(NamedTuple, Generic[Key]):
    """The phrases that a word sets off, an entry of several words, or a built-in.

    ``alone`` are the keys of those that are nothing but it; ``lone`` has those that may be; ``on`` those that need a
    certain word behind it, ``back`` those that need one before it, ``free`` all others.
    """

    alone: tuple[Key, ...]
    lone: tuple[Lone[Key], ...]
    on: tuple[Bound[Key], ...]
    back: tuple[Bound[Key], ...]
    free: tuple[Phrase[Key], ...]


def trials(phrases: Iterable[Phrase[Key]]) -> Trials[Key]:
    """Phrases that are made, ready to be tried together."""
    alone: list[Key] = []
    lone: dict[tuple[Edge | None, Edge | None], Lone[Key]] = {}
    on: dict[Edge, Bound[Key]] = {}
    back: dict[Edge, Bound[Key]] = {}
    free: list[Phrase[Key]] = []
    for phrase in phrases:
        after, before = phrase.needs_after, phrase.needs_before
        if phrase.may_be_alone():
            beside = (phrase.after.edge, phrase.before.edge)
            if beside == (None, None):
                alone += phrase.keys
                continue
            found = lone.setdefault(beside, Lone(*beside, [], []))
            found.phrases.append(phrase)
            found.keys.extend(phrase.keys)
        elif after is not None:
            on.setdefault(after, Bound(*after, [])).phrases.append(phrase)
        elif before is not None:
            back.setdefault(before, Bound(*before, [])).phrases.append(phrase)
        else:
            free.append(phrase)
    return Trials(tuple(alone), tuple(lone.values()), tuple(on.values()), tuple(back.values()), tuple(free))


def attempt(  # noqa: C901, PLR0912 - the same look four times, written out: a call would cost more than the look
    these: Trials[Key], view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]
) -> None:
    """Add the hits of phrases whose rarest element is the tokens [start, end)."""
    alone, lone, on, back, free = these
    for key in alone:
        hits.append((start, end, key))  # noqa: PERF401
    words, bits, runs = view.words, view.bits, view.runs
    behind, ahead = start > bounds[0], end < bounds[1]
    if ahead and (on or lone):
        word, lists = words[end], bits[end]
        for some, mask, shape, phrases in on:
            if word in some or lists & mask or (shape and runs[shape].begins[end]):
                for phrase in phrases:
                    phrase.read(view, start, end, bounds, hits)
    if behind and (back or lone):
        word_before, lists_before = words[start - 1], bits[start - 1]
        for some, mask, shape, phrases in back:
            if word_before in some or lists_before & mask or (shape and runs[shape].stops[start - 1]):
                for phrase in phrases:
                    phrase.read(view, start, end, bounds, hits)
    for after, before, phrases, keys in lone:
        found: object = False
        if ahead and after is not None:
            some, mask, shape = after
            found = word in some or lists & mask or (shape and runs[shape].begins[end])
        if behind and before is not None and not found:
            some, mask, shape = before
            found = word_before in some or lists_before & mask or (shape and runs[shape].stops[start - 1])
        if found:
            for phrase in phrases:
                phrase.read(view, start, end, bounds, hits)
        else:
            for key in keys:
                hits.append((start, end, key))  # noqa: PERF401
    for phrase in free:
        phrase.read(view, start, end, bounds, hits)
