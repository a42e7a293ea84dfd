"""With what the parts of a phrase may begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from verifier.notation import Either, Form, Gap, Maybe, Node, Ref, Word
from verifier.ruleset import RuleSet


class Triggers(NamedTuple):
    """With what a node can begin: words, lists, built-ins."""

    words: frozenset[str]
    lists: tuple[str, ...]
    shapes: tuple[str, ...]


def triggers(node: Node, rules: RuleSet) -> Triggers:
    """With what a node can begin."""
    if isinstance(node, Either):
        return _united([_beginnings(option, rules) for option in node.options])
    if isinstance(node, Maybe):
        return _beginnings(node.nodes, rules)
    if isinstance(node, Ref):
        is_shape = node.name in rules.shapes
        return Triggers(frozenset(), () if is_shape else (node.name,), (node.name,) if is_shape else ())
    return Triggers(frozenset(words_of(node, rules)), (), ())


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


def words_of(node: Node, rules: RuleSet) -> Iterable[str]:
    """The words that a node is one of by itself, without those of a list."""
    if isinstance(node, Form):
        return rules.inflection.lettered(node.lemma, "verb")
    return (node.word,) if isinstance(node, Word) else ()
