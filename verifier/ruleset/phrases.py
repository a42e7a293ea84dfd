"""Phrase lines: their trees, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from verifier.errors import Fault, did_you_mean
from verifier.notation import Gap, Mistake, Phrase, Ref, parse, walk
from verifier.ruleset.kinds import PHRASED
from verifier.ruleset.schema import PhraseLine, RuleSet
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
