"""Phrase lines: what is wrong with them, and how their trees become steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from verifier.errors import Fault, did_you_mean
from verifier.ruleset.kinds import PHRASED
from verifier.ruleset.notation import Either, Form, Gap, Maybe, Mistake, Node, Phrase, Ref, Word, parse, walk
from verifier.ruleset.schema import PhraseLine, RuleSet, WordList
from verifier.ruleset.steps import AnyWords, Branch, BuiltIn, Longer, OneOf, Optional, OptionalOne, Step
from verifier.words import split

LONGEST = 1000
"""Letters a phrase may have."""
TEMPLATE = ("source", "content")
"""Parts of a cue template, which the attribution stage fills."""


def parse_line(line: PhraseLine, rules: RuleSet) -> Phrase:
    """The tree of one phrase line; a phrase that stands in several rules is parsed once."""
    known = rules.parsed.get(line.text)
    if known is None and len(line.text) > LONGEST:
        message = f"this phrase has more than {LONGEST} letters; make it several lines, or put its words in a list."
        return Phrase((), (Mistake(0, message),))
    if known is None:
        known = parse(line.text, lambda text: [word for _, _, word in split(text, rules.word)])
        rules.parsed[line.text] = known
    return cast(Phrase, known)


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
