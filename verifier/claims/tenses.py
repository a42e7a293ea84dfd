"""The tense a piece is told in: that of its first finite verb, read off the letters of the pack from that verb on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verifier.errors import Fault, RuleError
from verifier.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Tense:
    """One way to tell a tense; ``bits`` are of the list that its verb must be in, 0 where any verb will do."""

    name: str
    pattern: re.Pattern[str]
    bits: int


def tenses(grammar: Mapping[str, str], rules: RuleSet) -> tuple[Tense, ...]:
    """The lines of the grammar: a name, letters from the finite verb on, and the list that verb must be in."""
    return tuple(_tense(*line.split(), rules=rules) for line in grammar["tenses"].splitlines() if line.strip())


def _tense(name: str, letters: str, verb: str = "", *, rules: RuleSet) -> Tense:
    if verb and verb not in rules.lists:
        raise RuleError([Fault("rules", 0, 0, f"the tense “{name}” names the list “{verb}”, which does not exist.")])
    return Tense(name, re.compile(letters), rules.bit(verb) if verb else 0)


def tense_at(at: int, last: int, tags: str, bits: Sequence[int], known: Sequence[Tense]) -> str:
    """The tense of the finite verb at a token, of a piece that ends at ``last``; "" where none fits."""
    for one in known:
        if (not one.bits or bits[at] & one.bits) and one.pattern.match(tags, at, last):
            return one.name
    return ""
