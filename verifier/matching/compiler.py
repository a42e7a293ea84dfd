"""How the trees of phrases become steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from verifier.matching.costs import Costs
from verifier.matching.phrases import words_of
from verifier.matching.steps import AnyWords, Branch, BuiltIn, Longer, OneOf, Optional, OptionalOne, Step
from verifier.notation import Either, Form, Gap, Maybe, Node, Ref, Word
from verifier.ruleset import RuleSet, WordList


class Compiler:
    """Makes the parts of phrases into steps, over the word lists of a rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._known_longer: dict[tuple[str, ...], Longer] = {}  # by the names of lists

    @cached_property
    def costs(self) -> Costs:
        """How often the parts of phrases may stand in a text."""
        return Costs(self.rules)

    def step(self, node: Node) -> Step:
        """The step of a node."""
        rules = self.rules
        if isinstance(node, Maybe):
            inside = [self.step(inner) for inner in node.nodes]
            return OptionalOne(inside[0]) if len(inside) == 1 and isinstance(inside[0], OneOf) else Optional(inside)
        if isinstance(node, Gap):
            return AnyWords(node.size)
        if isinstance(node, Either):
            if all(len(option) == 1 and _is_simple(option[0], rules) for option in node.options):
                return self._one_of([option[0] for option in node.options])
            return Branch([[self.step(inner) for inner in option] for option in node.options])
        if isinstance(node, Ref) and node.name in rules.shapes:
            return BuiltIn(node.name, whole=node.name not in rules.in_part)
        return self._one_of([node])

    def _one_of(self, nodes: Sequence[Node]) -> OneOf:
        rules = self.rules
        words: set[str] = set()
        mask = 0
        names = []
        for node in nodes:
            if isinstance(node, Ref):
                mask |= rules.bit(node.name)
                if rules.lists[node.name].starts:
                    names.append(node.name)
            else:
                words.update(words_of(node, rules))
        return OneOf(frozenset(words), mask, self._longer(tuple(names)) if names else None)

    def _longer(self, names: tuple[str, ...]) -> Longer:
        """The longer entries of some lists together, put together once."""
        if names not in self._known_longer:
            starts: dict[str, list[tuple[list[str], WordList]]] = {}
            ends: dict[str, list[tuple[list[str], WordList]]] = {}
            for one in map(self.rules.lists.__getitem__, names):
                for index, of_list in ((starts, one.starts), (ends, one.ends)):
                    for word, rests in of_list.items():
                        index.setdefault(word, []).extend((rest, one) for rest in rests)
            self._known_longer[names] = Longer(starts, ends)
        return self._known_longer[names]


def _is_simple(node: Node, rules: RuleSet) -> bool:
    return isinstance(node, Word | Form) or (isinstance(node, Ref) and node.name not in rules.shapes)
