"""Phrases compiled for matching: each is tried only where its rarest element stands.

``Finder`` takes any number of phrases and finds them all in one pass: a word form is looked up once, and only the
phrases whose rarest element it can begin are tried, outwards from it in both directions.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from verifier.errors import Fault, did_you_mean
from verifier.ruleset.kinds import PHRASED
from verifier.ruleset.notation import Either, Form, Gap, Maybe, Node, Phrase, Ref, Word, parse, walk
from verifier.ruleset.schema import PhraseLine, RuleSet
from verifier.ruleset.steps import AnyWords, Branch, BuiltIn, OneOf, Optional, Step, View, run_left, run_right
from verifier.words import split

TEMPLATE = ("source", "content")
"""Parts of a cue template, which the attribution stage fills."""
_SHAPE_COST = 1e6  # a shape is tried first only where a phrase has nothing else
_MEMO = 200_000  # word forms remembered before starting afresh

Key = TypeVar("Key", bound=Hashable)


class Hit(NamedTuple, Generic[Key]):
    """Tokens [first, last) where a phrase holds."""

    key: Key
    line: PhraseLine
    first: int
    last: int


class Program(NamedTuple, Generic[Key]):
    """One phrase, cut at its rarest element."""

    key: Key
    line: PhraseLine
    before: tuple[Step, ...]
    anchor: Step
    after: tuple[Step, ...]


def parse_line(line: PhraseLine, rules: RuleSet) -> Phrase:
    """The tree of one phrase line."""
    return parse(line.text, lambda text: [word for _, _, word in split(text, rules.word)])


def faults(line: PhraseLine, rules: RuleSet, path: str, kind: str) -> Iterator[Fault]:
    """What is wrong with one phrase line of a rule. A cue may name its source and content."""
    phrase = parse_line(line, rules)
    for mistake in phrase.mistakes:
        yield Fault(path, line.line, line.column + mistake.column, mistake.message)
    if kind in PHRASED and phrase.nodes and (isinstance(phrase.nodes[0], Gap) or isinstance(phrase.nodes[-1], Gap)):
        yield Fault(path, line.line, line.column, "a gap “...” at either end leads to nothing; take it out.")
    known = (*rules.lists, *rules.shapes, *(TEMPLATE if kind == "cue" else ()))
    for node in walk(phrase.nodes):
        if isinstance(node, Ref) and node.name not in known:
            if node.name in TEMPLATE:
                message = f"“<{node.name}>” stands only in cue rules."
            else:
                message = f"unknown list “<{node.name}>”.{did_you_mean(node.name, known)}"
            yield Fault(path, line.line, line.column + node.column, message)


class Finder(Generic[Key]):
    """Finds many phrases in one pass."""

    def __init__(self, rules: RuleSet, phrases: Iterable[tuple[Key, PhraseLine]]) -> None:
        self._compiler = _Compiler(rules)
        self._by_word: dict[str, list[Program[Key]]] = {}
        self._by_mask: list[tuple[int, Program[Key]]] = []
        self._by_shape: dict[str, list[Program[Key]]] = {}
        self._in_part = rules.in_part
        self._capitals = rules.capitals  # words whose lists hang on how they are written
        self._memo: dict[str, tuple[Program[Key], ...]] = {}
        for key, line in phrases:
            self._add(key, line, parse_line(line, rules).nodes)

    def find(self, view: View, sentences: Iterable[tuple[int, int]]) -> list[Hit[Key]]:
        """Every place where a phrase holds, the longest from each place its rarest element stands."""
        hits: list[Hit[Key]] = []
        known, words, bits = self._memo.get, view.words, view.bits
        for first, last in sentences:
            for at in range(first, last):
                programs = known(words[at])
                if programs is None:
                    programs = self._programs(words[at], bits[at])
                if programs:
                    for program in programs:
                        _try(program, view, at, first, last, hits)
            for name, shaped in self._by_shape.items():
                self._try_shape(name, shaped, view, (first, last), hits)
        return hits

    def _try_shape(
        self, name: str, shaped: list[Program[Key]], view: View, bounds: tuple[int, int], hits: list[Hit[Key]]
    ) -> None:
        first, last = bounds
        starts, _ = view.runs(name)
        in_part = name in self._in_part
        for at in range(first, last):
            if starts[at] == at or (in_part and starts[at] >= 0):
                for program in shaped:
                    _try(program, view, at, first, last, hits)

    def _programs(self, word: str, bits: int) -> tuple[Program[Key], ...]:
        """The phrases whose rarest element a word can begin."""
        if len(self._memo) > _MEMO:
            self._memo.clear()
        found = list(self._by_word.get(word, ()))
        if bits:
            found += [program for mask, program in self._by_mask if bits & mask]
        programs = tuple(dict.fromkeys(found))
        if word not in self._capitals:
            self._memo[word] = programs
        return programs

    def _add(self, key: Key, line: PhraseLine, nodes: Sequence[Node]) -> None:
        steps = [self._compiler.step(node) for node in nodes]
        costs = [self._compiler.cost(node) for node in nodes]
        if not nodes:
            return
        anchor = min(range(len(steps)), key=costs.__getitem__)
        program = Program(key, line, tuple(steps[:anchor]), steps[anchor], tuple(steps[anchor + 1 :]))
        words, mask, shapes = self._compiler.triggers(nodes[anchor])
        for word in words:
            self._by_word.setdefault(word, []).append(program)
        if mask:
            self._by_mask.append((mask, program))
        for shape in shapes:
            self._by_shape.setdefault(shape, []).append(program)


def _try(program: Program[Key], view: View, at: int, first: int, last: int, hits: list[Hit[Key]]) -> None:
    ends = program.anchor.right(view, {at}, last)
    if ends and program.after:
        ends = run_right(program.after, view, ends, last)
    if not ends:
        return
    starts = run_left(program.before, view, {at}, first) if program.before else (at,)
    if starts:
        hits.append(Hit(program.key, program.line, min(starts), max(ends)))


class _Compiler:
    """Nodes of a phrase into steps."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._costs: dict[str, float] = {}

    def step(self, node: Node) -> Step:
        if isinstance(node, Maybe):
            return Optional([self.step(inner) for inner in node.nodes])
        if isinstance(node, Gap):
            return AnyWords(node.size)
        if isinstance(node, Either):
            if all(len(option) == 1 and self._is_simple(option[0]) for option in node.options):
                return self._one_of([option[0] for option in node.options])
            return Branch([[self.step(inner) for inner in option] for option in node.options])
        if isinstance(node, Ref) and node.name in self._rules.shapes:
            return BuiltIn(node.name, whole=node.name not in self._rules.in_part)
        return self._one_of([node])

    def _is_simple(self, node: Node) -> bool:
        return isinstance(node, Word | Form) or (isinstance(node, Ref) and node.name not in self._rules.shapes)

    def _one_of(self, nodes: Sequence[Node]) -> OneOf:
        words: set[str] = set()
        mask = 0
        lists = []
        for node in nodes:
            if isinstance(node, Ref):
                mask |= self._rules.bit(node.name)
                lists.append(self._rules.lists[node.name])
            else:
                words.update(self._words(node))
        return OneOf(frozenset(words), mask, lists)

    def _words(self, node: Node) -> Iterable[str]:
        if isinstance(node, Form):
            return self._rules.inflection.lettered(node.lemma, "verb")
        return (node.word,) if isinstance(node, Word) else ()

    def triggers(self, node: Node) -> tuple[set[str], int, set[str]]:
        """The words, list bits and built-ins with which a node can begin."""
        if isinstance(node, Either):
            words: set[str] = set()
            mask, shapes = 0, set[str]()
            for option in node.options:
                some, bits, more = self.triggers(option[0])
                words |= some
                mask |= bits
                shapes |= more
            return words, mask, shapes
        if isinstance(node, Ref):
            if node.name in self._rules.shapes:
                return set(), 0, {node.name}
            return set(), self._rules.bit(node.name) | self._rules.start_bit(node.name), set()
        return set(self._words(node)), 0, set()

    def cost(self, node: Node) -> float:
        """How often a node may stand in a text, roughly: short words are the common ones (Zipf)."""
        if isinstance(node, Maybe | Gap):
            return float("inf")
        if isinstance(node, Either):
            return sum(self.cost(option[0]) if option else 0 for option in node.options)
        if isinstance(node, Ref):
            if node.name in self._rules.shapes:
                return _SHAPE_COST
            if node.name not in self._costs:
                entries = self._rules.lists[node.name].entries
                self._costs[node.name] = sum(_cost(entry[0]) for entry in entries)
            return self._costs[node.name]
        return sum(map(_cost, self._words(node)))


def _cost(word: str) -> float:
    if not word.isalnum():
        return 4000
    return (4000, 2000, 800, 200, 40, 16, 8, 4)[min(len(word), 8) - 1]
