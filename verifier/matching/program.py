"""The phrases and patterns of some rules, put together to be found in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from verifier.matching.compiler import Compiler
from verifier.matching.finder import Finder
from verifier.ruleset import BUILT_IN, PhraseLine, Rule, cache

if TYPE_CHECKING:
    import regex

KINDS = ("source", "hedge", "detail", "finding", "needs", "profile", "event", "state", "contrast", "stance", "claim")
"""Kinds of rules whose phrases are looked for in every draft; those of zones are where a draft is cut up."""


_KEPT = "phrases"


class Program:
    """The phrases of some rules, ready to be found; each is known by its place among them, those that veto last.

    The rules are in the order of their ids, so that what is found can be sorted by first, last and place.
    """

    def __init__(self, compiler: Compiler, chosen: Iterable[Rule]) -> None:
        ordered = sorted(chosen, key=attrgetter("id"))
        lines = [
            (rule, line, is_pattern)
            for rule in ordered
            for found, is_pattern in ((rule.find, False), (rule.regex, True))
            for line in found
        ]
        self.vetoes_from = len(lines)
        lines += [(rule, line, False) for rule in ordered for line in rule.not_when]
        self.phrases = [(rule.id, line.line, line.text) for rule, line, _ in lines]
        self.finders = [rule.id for rule, _, _ in lines[: self.vetoes_from]] + [""] * (len(lines) - self.vetoes_from)
        self._patterns = [(at, rule, line) for at, (rule, line, is_pattern) in enumerate(lines) if is_pattern]
        self.limited = {rule.id: rule for rule in ordered if rule.zones or rule.exact}
        numbered = ((at, line) for at, (_, line, is_pattern) in enumerate(lines) if not is_pattern)
        self.finder: Finder[int] = Finder(compiler, numbered)

    @cached_property
    def patterns(self) -> list[tuple[int, Rule, PhraseLine, regex.Pattern[str]]]:
        """The patterns of the rules, with their places."""
        if not self._patterns:
            return []
        import regex

        return [(at, rule, line, regex.compile(line.text)) for at, rule, line in self._patterns]


def program(compiler: Compiler) -> Program:
    """The phrases of all rules whose kinds are found in a draft; those of the built-in rules are kept ready-made."""
    rules = compiler.rules
    chosen = [rule for kind in KINDS for rule in rules.of(kind)]
    if rules.id.name != BUILT_IN:
        return Program(compiler, chosen)
    key = cache.key(rules.id.sha256.encode())
    known = {"compiler": compiler, "rules": rules, **{f"rule {name}": rule for name, rule in rules.rules.items()}}
    found = cache.kept(_KEPT, key, known)
    if not isinstance(found, Program):
        found = Program(compiler, chosen)
        cache.keep(_KEPT, key, found, known)
    return found
