"""A phrase cut at its rarest element, and how it is tried where that stands.

Most tries end with a look at the words on either side; only what these allow is read outwards, step by step.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from verifier.ruleset.notation import Node
from verifier.ruleset.phrases import step
from verifier.ruleset.schema import RuleSet
from verifier.ruleset.steps import Branch, BuiltIn, Edge, OneOf, Step, View, edge, is_optional, run_left, run_right

Key = TypeVar("Key", bound=Hashable)
Bounds: TypeAlias = tuple[int, int]
Hit: TypeAlias = tuple[int, int, Key]
"""Tokens [first, last) where a phrase holds, and the key of the phrase."""


class Side:
    """The steps on one side of the rarest element.

    ``edge`` is what stands beside the element unless all of the steps are left out, which ``may_miss`` says they can
    be; None: that hangs on more than one word, or there are no steps. ``is_word``: one word is all there is;
    ``shape``: one built-in is.
    """

    __slots__ = ("edge", "is_word", "may_miss", "shape", "steps")

    def __init__(self, steps: Sequence[Step], *, back: bool) -> None:
        self.steps = tuple(steps)
        self.edge = edge(steps, back=back) if steps else None
        self.may_miss = is_optional(steps)
        self.shape = steps[0].name if len(steps) == 1 and isinstance(steps[0], BuiltIn) else ""
        self.is_word = len(steps) == 1 and isinstance(steps[0], OneOf) and steps[0].longer is None


class Phrase(Generic[Key]):
    """One phrase, with the keys of all lines that are this phrase; made into steps when a text first sets it off."""

    __slots__ = ("_cut", "_nodes", "after", "anchor", "before", "is_made", "keys")

    def __init__(self, nodes: Sequence[Node], at: int) -> None:
        self.keys: list[Key] = []
        self.is_made = False
        self._nodes = nodes
        self._cut = at

    def make(self, rules: RuleSet) -> None:
        """Its steps: the rarest element and both sides."""
        steps = [step(node, rules) for node in self._nodes]
        self.anchor = steps[self._cut]
        self.before = Side(steps[: self._cut], back=True)
        self.after = Side(steps[self._cut + 1 :], back=False)
        if isinstance(self.anchor, Branch):
            self.after.edge = None  # its end is not known
        self.is_made = True

    def may_be_alone(self) -> bool:
        """Whether it may be nothing but its rarest element, and the words beside that tell."""
        sides = (self.before, self.after)
        return not isinstance(self.anchor, Branch) and all(
            not side.steps or (side.may_miss and side.edge is not None) for side in sides
        )

    def needs(self) -> tuple[Edge | None, Edge | None]:
        """What must follow the rarest element and what must stand before it."""
        after, before = self.after, self.before
        return (None if after.may_miss else after.edge), (None if before.may_miss else before.edge)

    def read(self, view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
        """Read outwards from the rarest element, the tokens [start, end), which has beside it what it needs."""
        if isinstance(self.anchor, Branch):
            self.read_from(view, start, bounds, hits)
            return
        after, before = self.after, self.before
        if after.is_word:
            end += 1
        elif after.shape:
            end = view.runs[after.shape].ends[end]
        elif after.steps:
            end = max(run_right(after.steps, view, {end}, bounds[1]), default=0)
            if not end:
                return
        if before.is_word:
            start -= 1
        elif before.shape:
            start = view.runs[before.shape].starts[start - 1]
        elif before.steps:
            start = min(run_left(before.steps, view, {start}, bounds[0]), default=-1)
            if start < 0:
                return
        hits += [(start, end, key) for key in self.keys]

    def read_from(self, view: View, at: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
        """The same where only the beginning of the rarest element is known."""
        ends = run_right((self.anchor, *self.after.steps), view, {at}, bounds[1])
        if ends:
            starts = run_left(self.before.steps, view, {at}, bounds[0])
            if starts:
                hits += [(min(starts), max(ends), key) for key in self.keys]


class Trial(NamedTuple, Generic[Key]):
    """Phrases that look for the same on either side of their rarest element."""

    after: Edge | None
    before: Edge | None
    phrases: list[Phrase[Key]]
    keys: list[Key]


class Trials(NamedTuple, Generic[Key]):
    """The phrases that a word sets off, an entry of several words, or a built-in.

    ``alone`` are the keys of those that are nothing but it; ``maybe_alone`` has those that are so unless they find on
    either side what they look for; ``others`` those that need to find it on both.
    """

    alone: tuple[Key, ...]
    maybe_alone: tuple[Trial[Key], ...]
    others: tuple[Trial[Key], ...]


def trials(phrases: Iterable[Phrase[Key]]) -> Trials[Key]:
    """Phrases that are made, ready to be tried together."""
    alone: list[Key] = []
    maybe_alone: dict[tuple[Edge | None, Edge | None], Trial[Key]] = {}
    others: dict[tuple[Edge | None, Edge | None], Trial[Key]] = {}
    for phrase in phrases:
        if not phrase.may_be_alone():
            group, looks_for = others, phrase.needs()
        elif phrase.before.steps or phrase.after.steps:
            group, looks_for = maybe_alone, (phrase.after.edge, phrase.before.edge)
        else:
            alone += phrase.keys
            continue
        if looks_for not in group:
            group[looks_for] = Trial(*looks_for, [], [])
        group[looks_for].phrases.append(phrase)
        group[looks_for].keys.extend(phrase.keys)
    return Trials(tuple(alone), tuple(maybe_alone.values()), tuple(others.values()))


def attempt(these: Trials[Key], view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
    """Add the hits of phrases whose rarest element is the tokens [start, end)."""
    alone, maybe_alone, others = these
    if alone:
        hits += [(start, end, key) for key in alone]
    if maybe_alone:
        _try_alone(maybe_alone, view, start, end, bounds, hits)
    if others:
        _try(others, view, start, end, bounds, hits)


# Both look at the same words in the same way. It is written out, for a call would cost more than the look.


def _try_alone(
    maybe_alone: Iterable[Trial[Key]], view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]
) -> None:
    """Read the phrases that find something on either side; the others are alone."""
    words, bits, runs = view.words, view.bits, view.runs
    behind, ahead = start > bounds[0], end < bounds[1]
    word_before, bits_before = (words[start - 1], bits[start - 1]) if behind else ("", 0)
    word_after, bits_after = (words[end], bits[end]) if ahead else ("", 0)
    for after, before, phrases, keys in maybe_alone:
        found: object = False
        if after is not None:
            some, mask, shape = after
            found = bits_after & mask or word_after in some or (shape and ahead and runs[shape].begins[end])
        if before is not None and not found:
            some, mask, shape = before
            found = bits_before & mask or word_before in some or (shape and behind and runs[shape].stops[start - 1])
        if found:
            for phrase in phrases:
                phrase.read(view, start, end, bounds, hits)
        else:
            hits += [(start, end, key) for key in keys]


def _try(others: Iterable[Trial[Key]], view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
    """Read the phrases that find on both sides what they need."""
    words, bits, runs = view.words, view.bits, view.runs
    behind, ahead = start > bounds[0], end < bounds[1]
    word_before, bits_before = (words[start - 1], bits[start - 1]) if behind else ("", 0)
    word_after, bits_after = (words[end], bits[end]) if ahead else ("", 0)
    for after, before, phrases, _ in others:
        if after is not None:
            some, mask, shape = after
            if not (bits_after & mask or word_after in some or (shape and ahead and runs[shape].begins[end])):
                continue
        if before is not None:
            some, mask, shape = before
            if not (bits_before & mask or word_before in some or (shape and behind and runs[shape].stops[start - 1])):
                continue
        for phrase in phrases:
            phrase.read(view, start, end, bounds, hits)
