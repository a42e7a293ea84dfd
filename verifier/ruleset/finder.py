"""Finds many phrases in one pass: each is tried only where its rarest element stands.

A word form is looked up once and remembered with the phrases it can trigger. From a trigger a phrase is read
outwards in both directions; the neighbour that must be there is looked at first, for it ends most tries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from verifier.ruleset.notation import Either, Gap, Maybe, Node
from verifier.ruleset.phrases import parse_line, step, triggers
from verifier.ruleset.schema import PhraseLine, Rule, RuleSet, has_capitals
from verifier.ruleset.steps import BuiltIn, OneOf, OptionalOne, Step, View, run_left, run_right

KINDS = ("source", "hedge", "detail", "finding", "needs", "event", "state", "contrast", "stance", "claim", "zone")
"""Kinds of rules whose phrases are looked for in every draft."""
_MEMO = 200_000  # word forms remembered before starting afresh
_SHAPE_COST, _PART_COST = 10_000.0, 60_000.0  # a built-in that must be whole; one that may be taken in part
_MARK_COST = 55_000.0
_LENGTH_COST = (2000.0, 500.0, 200.0, 120.0, 80.0, 60.0, 45.0, 30.0)
_ZIPF = 70_000.0

Key = TypeVar("Key", bound=Hashable)
Bounds = tuple[int, int]


class Hit(NamedTuple, Generic[Key]):
    """Tokens [first, last) where a phrase holds."""

    key: Key
    line: PhraseLine
    first: int
    last: int


class _Program(Generic[Key]):
    """One phrase, cut at its rarest element; made into steps when a text first sets it off.

    ``before_one`` and ``after_one`` are the single words that must stand beside the rarest element, ``after_shape`` the
    built-in that must follow; ``maybe_before`` has what may stand before it, the nearest first, where that is all.
    """

    __slots__ = (
        "_cut", "_nodes", "after", "after_one", "after_shape", "anchor", "before", "before_one", "key", "line", "made",
        "maybe_before",
    )  # fmt: skip

    def __init__(self, key: Key, line: PhraseLine, nodes: Sequence[Node], at: int) -> None:
        self.key = key
        self.line = line
        self._nodes = nodes
        self._cut = at
        self.made = False
        self.anchor: Step | None = None
        self.before_one: OneOf | None = None
        self.after_one: OneOf | None = None
        self.after_shape: BuiltIn | None = None
        self.maybe_before: tuple[OneOf, ...] = ()
        self.before: tuple[Step, ...] = ()
        self.after: tuple[Step, ...] = ()

    def make(self, rules: RuleSet) -> None:
        """The steps."""
        steps = [step(node, rules) for node in self._nodes]
        before, anchor, after = steps[: self._cut], steps[self._cut], steps[self._cut + 1 :]
        self.anchor = None if isinstance(anchor, OneOf) else anchor
        self.before_one = _single(before, -1)
        self.after_one = _single(after, 0)
        self.before = tuple(before)
        self.after = tuple(after)
        if after and self.after_one is None and isinstance(after[0], BuiltIn):
            self.after_shape = after[0]
        optional = [part.one for part in reversed(before) if isinstance(part, OptionalOne)]
        if len(optional) == len(before):
            self.maybe_before = tuple(optional)
        self.made = True


def _single(parts: list[Step], at: int) -> OneOf | None:
    """The neighbour of the rarest element, taken out, where it is one word that must be there."""
    part = parts[at] if parts else None
    if isinstance(part, OneOf) and part.longer is None:
        del parts[at]
        return part
    return None


class _Trigger(NamedTuple, Generic[Key]):
    """What a word sets off: ``entry`` is a longer list entry in which it is the word at ``offset``."""

    offset: int
    entry: list[str] | None
    written: tuple[str, ...]
    programs: tuple[_Program[Key], ...]


class Costs:
    """How often a word may stand in a million: by rank in the pack's list of frequent words, else by its length."""

    def __init__(self, rules: RuleSet) -> None:
        words = rules.lists.get(rules.frequent)
        entries = words.entries if words else ()
        self._ranked = {entry[0]: _ZIPF / (rank + 1.5) for rank, entry in enumerate(entries)}
        self._lists: dict[str, float] = {}
        self._rules = rules

    def word(self, word: str) -> float:
        """One word."""
        if not word[0].isalnum():
            return _MARK_COST if len(word) == 1 else 500.0
        return self._ranked.get(word) or _LENGTH_COST[min(len(word), len(_LENGTH_COST)) - 1]

    def rarest(self, entry: Sequence[str]) -> int:
        """Which word of an entry is the rarest."""
        costs = list(map(self.word, entry))
        return costs.index(min(costs))

    def words(self, name: str) -> float:
        """All entries of a list."""
        if name not in self._lists:
            word = self.word
            self._lists[name] = sum(min(map(word, entry)) for entry in self._rules.lists[name].entries)
        return self._lists[name]

    def node(self, node: Node) -> float:
        """One part of a phrase."""
        if isinstance(node, Maybe | Gap):
            return float("inf")
        by = triggers(node, self._rules)
        in_part = self._rules.in_part
        shapes = sum(_PART_COST if name in in_part else _SHAPE_COST for name in by.shapes)
        return sum(map(self.word, by.words)) + sum(map(self.words, by.lists)) + shapes


class Finder(Generic[Key]):
    """Many phrases, ready to be found."""

    def __init__(self, rules: RuleSet, phrases: Iterable[tuple[Key, PhraseLine]]) -> None:
        self._rules = rules
        self._costs = rules.once(Costs)
        self._by_word: dict[str, list[_Program[Key]]] = {}
        self._by_list: dict[str, list[_Program[Key]]] = {}
        self._by_shape: dict[str, list[_Program[Key]]] = {}
        self._memo: dict[str, tuple[_Trigger[Key], ...]] = {}
        for key, line in phrases:
            self._add(key, line, parse_line(line, rules).nodes)
        self._by_bit = {rules.bit(name): name for name in self._by_list}
        self._mask = sum(self._by_bit)
        self._longer = self._longer_entries()

    def find(self, view: View, sentences: Sequence[Bounds]) -> list[Hit[Key]]:
        """Every place where a phrase holds: the longest from each place where its rarest element stands."""
        hits: list[Hit[Key]] = []
        known, words, bits = self._memo.get, view.words, view.bits
        for bounds in sentences:
            for at in range(*bounds):
                set_off = known(words[at])
                if set_off is None:
                    set_off = self._triggers(words[at], bits[at])
                for trigger in set_off:
                    if trigger.entry is None:
                        for program in trigger.programs:
                            _try(program, view, at, at + 1, bounds, hits)
                    else:
                        _pull(trigger, view, at, bounds, hits)
        for name, programs in self._by_shape.items():
            self._find_shape(name, self._ready(programs), view, sentences, hits)
        return hits

    def _find_shape(
        self,
        name: str,
        programs: Iterable[_Program[Key]],
        view: View,
        sentences: Iterable[Bounds],
        hits: list[Hit[Key]],
    ) -> None:
        """Try the phrases whose rarest element is a built-in, wherever one stands."""
        starts, ends = view.runs(name)
        in_part = name in self._rules.in_part
        places = [at for at, start in enumerate(starts) if start == at or (in_part and start >= 0)]
        if places:
            for bounds in sentences:
                for at in places[bisect_left(places, bounds[0]) : bisect_left(places, bounds[1])]:
                    for program in programs:
                        _try(program, view, at, ends[at], bounds, hits)

    def _triggers(self, word: str, bits: int) -> tuple[_Trigger[Key], ...]:
        """What a word sets off."""
        programs = list(self._by_word.get(word, ()))
        rest = bits & self._mask
        while rest:
            bit = rest & -rest
            programs += self._by_list[self._by_bit[bit]]
            rest ^= bit
        found = [_Trigger(0, None, (), self._ready(programs))] if programs else []
        for (entry, offset, written), names in self._longer.get(word, {}).items():
            longer = self._ready(program for name in names for program in self._by_list[name])
            found.append(_Trigger(offset, list(entry), written, longer))
        set_off = tuple(found)
        if word not in self._rules.capitals:  # its lists hang on how it is written
            if len(self._memo) > _MEMO:
                self._memo.clear()
            self._memo[word] = set_off
        return set_off

    def _ready(self, programs: Iterable[_Program[Key]]) -> tuple[_Program[Key], ...]:
        once = tuple(dict.fromkeys(programs))
        for program in once:
            if not program.made:
                program.make(self._rules)
        return once

    def _longer_entries(self) -> dict[str, dict[tuple[tuple[str, ...], int, tuple[str, ...]], list[str]]]:
        """Entries of several words by their rarest one: the entry, where in it that is, how it must be written."""
        longer: dict[str, dict[tuple[tuple[str, ...], int, tuple[str, ...]], list[str]]] = {}
        for name in self._by_list:
            words = self._rules.lists[name]
            for first, rests in words.starts.items():
                for rest in rests:
                    entry = (first, *rest)
                    at = self._costs.rarest(entry)
                    key = (entry, at, words.exact.get(entry, ()))
                    longer.setdefault(entry[at], {}).setdefault(key, []).append(name)
        return longer

    def _add(self, key: Key, line: PhraseLine, nodes: Sequence[Node]) -> None:
        if len(nodes) == 1 and isinstance(nodes[0], Either):  # "a b | c d": each has a rarest word of its own
            for option in nodes[0].options:
                self._add(key, line, option)
            return
        if not nodes:
            return
        costs = [self._costs.node(node) for node in nodes] if len(nodes) > 1 else [0.0]
        at = min(range(len(nodes)), key=costs.__getitem__)
        program = _Program(key, line, nodes, at)
        by = triggers(nodes[at], self._rules)
        for word in by.words:
            self._by_word.setdefault(word, []).append(program)
        for name in by.lists:
            self._by_list.setdefault(name, []).append(program)
        for name in by.shapes:
            self._by_shape.setdefault(name, []).append(program)


class Program:
    """The phrases of some rules, ready to be found. A phrase is known by its rule and by whether it vetoes."""

    def __init__(self, rules: RuleSet, chosen: Iterable[Rule]) -> None:
        self.rules = {rule.id: rule for rule in chosen}
        finding = (((rule.id, False), line) for rule in self.rules.values() for line in rule.find)
        vetoing = (((rule.id, True), line) for rule in self.rules.values() for line in rule.not_when)
        self.finder: Finder[tuple[str, bool]] = Finder(rules, chain(finding, vetoing))
        self.patterns = [rule for rule in self.rules.values() if rule.regex]


def program(rules: RuleSet) -> Program:
    """The phrases of all rules whose kinds are found in a draft; use with ``rules.once``."""
    return Program(rules, (rule for kind in KINDS for rule in rules.of(kind)))


def _pull(trigger: _Trigger[Key], view: View, at: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
    """Try the phrases that a longer entry sets off, where all of it is there."""
    entry = trigger.entry or []
    start = at - trigger.offset
    end = start + len(entry)
    if start < bounds[0] or end > bounds[1] or view.words[start:end] != entry:
        return
    if trigger.written and not all(map(has_capitals, trigger.written, view.written(start, end))):
        return
    for program in trigger.programs:
        _try(program, view, start, end, bounds, hits)


def _try(program: _Program[Key], view: View, start: int, end: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
    """Read a phrase outwards from its rarest element, which is the tokens [start, end)."""
    if program.anchor is not None:
        _try_branch(program, program.anchor, view, start, bounds, hits)
        return
    first, last = bounds
    one = program.after_one
    if one is not None:
        if end >= last or not (view.words[end] in one.words or view.bits[end] & one.mask):
            return
        end += 1
    one = program.before_one
    if one is not None:
        if start <= first or not (view.words[start - 1] in one.words or view.bits[start - 1] & one.mask):
            return
        start -= 1
    if program.after:
        end = _read_on(program, view, end, last)
    if end and program.before:
        start = _read_back(program, view, start, first)
    if end and start >= 0:
        hits.append(Hit(program.key, program.line, start, end))


def _read_on(program: _Program[Key], view: View, end: int, last: int) -> int:
    """The furthest end of what follows; 0 where it does not follow."""
    shape = program.after_shape
    if shape is not None and (end >= last or not shape.may_begin(view, end)):
        return 0
    return max(run_right(program.after, view, {end}, last), default=0)


def _read_back(program: _Program[Key], view: View, start: int, first: int) -> int:
    """The furthest beginning of what stands before; −1 where it does not."""
    if program.maybe_before and not any(one.before(view, start, first) for one in program.maybe_before):
        return start  # the usual case, found out without making anything
    return min(run_left(program.before, view, {start}, first), default=-1)


def _try_branch(
    program: _Program[Key], anchor: Step, view: View, at: int, bounds: Bounds, hits: list[Hit[Key]]
) -> None:
    """The same where the rarest element is several runs of words, of which only the beginning is known."""
    first, last = bounds
    after = program.after if program.after_one is None else (program.after_one, *program.after)
    before = program.before if program.before_one is None else (*program.before, program.before_one)
    ends = run_right((anchor, *after), view, {at}, last)
    starts = run_left(before, view, {at}, first)
    if starts and ends:
        hits.append(Hit(program.key, program.line, min(starts), max(ends)))
