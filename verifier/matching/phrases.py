"""How the trees of phrases become steps, and with what each part of one may begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from verifier.matching.steps import AnyWords, Branch, BuiltIn, Longer, OneOf, Optional, OptionalOne, Step
from verifier.notation import Either, Form, Gap, Maybe, Node, Ref, Word
from verifier.ruleset import RuleSet, WordList


class Triggers(NamedTuple):
    """With what a node can begin: words, lists, built-ins."""

    words: frozenset[str]
    lists: tuple[str, ...]
    shapes: tuple[str, ...]


def step(node: Node, rules: RuleSet) -> Step:
    """The step of a node."""
    if isinstance(node, Maybe):
        inside = [step(inner, rules) for inner in node.nodes]
        return OptionalOne(inside[0]) if len(inside) == 1 and isinstance(inside[0], OneOf) else Optional(inside)
    if isinstance(node, Gap):
        return AnyWords(node.size)
    if isinstance(node, Either):
        if all(len(option) == 1 and _is_simple(option[0], rules) for option in node.options):
            return _one_of([option[0] for option in node.options], rules)
        return Branch([[step(inner, rules) for inner in option] for option in node.options])
    if isinstance(node, Ref) and node.name in rules.shapes:
        return BuiltIn(node.name, whole=node.name not in rules.in_part)
    return _one_of([node], rules)


def triggers(node: Node, rules: RuleSet) -> Triggers:
    """With what a node can begin."""
    if isinstance(node, Either):
        return _united([_beginnings(option, rules) for option in node.options])
    if isinstance(node, Maybe):
        return _beginnings(node.nodes, rules)
    if isinstance(node, Ref):
        is_shape = node.name in rules.shapes
        return Triggers(frozenset(), () if is_shape else (node.name,), (node.name,) if is_shape else ())
    return Triggers(frozenset(_words(node, rules)), (), ())


def _beginnings(nodes: Sequence[Node], rules: RuleSet) -> Triggers:
    """With what a run of nodes can begin: its first one, and those after it while they may be left out."""
    parts = []
    for node in nodes:
        parts.append(triggers(node, rules))
        if not isinstance(node, Maybe | Gap):
            break
    return _united(parts)


def _united(parts: Sequence[Triggers]) -> Triggers:
    return Triggers(
        frozenset[str]().union(*(part.words for part in parts)),
        tuple(dict.fromkeys(name for part in parts for name in part.lists)),
        tuple(dict.fromkeys(name for part in parts for name in part.shapes)),
    )


def _is_simple(node: Node, rules: RuleSet) -> bool:
    return isinstance(node, Word | Form) or (isinstance(node, Ref) and node.name not in rules.shapes)


def _one_of(nodes: Sequence[Node], rules: RuleSet) -> OneOf:
    words: set[str] = set()
    mask = 0
    names = []
    for node in nodes:
        if isinstance(node, Ref):
            mask |= rules.bit(node.name)
            if rules.lists[node.name].starts:
                names.append(node.name)
        else:
            words.update(_words(node, rules))
    return OneOf(frozenset(words), mask, _longer(tuple(names), rules) if names else None)


def _known_longer(_: RuleSet) -> dict[tuple[str, ...], Longer]:
    return {}


def _longer(names: tuple[str, ...], rules: RuleSet) -> Longer:
    """The longer entries of some lists together, put together once."""
    known = rules.once(_known_longer)
    if names not in known:
        starts: dict[str, list[tuple[list[str], WordList]]] = {}
        ends: dict[str, list[tuple[list[str], WordList]]] = {}
        for one in map(rules.lists.__getitem__, names):
            for index, of_list in ((starts, one.starts), (ends, one.ends)):
                for word, rests in of_list.items():
                    index.setdefault(word, []).extend((rest, one) for rest in rests)
        known[names] = Longer(starts, ends)
    return known[names]


def _words(node: Node, rules: RuleSet) -> Iterable[str]:
    if isinstance(node, Form):
        return rules.inflection.lettered(node.lemma, "verb")
    return (node.word,) if isinstance(node, Word) else ()
