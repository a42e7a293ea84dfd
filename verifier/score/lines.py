"""The lines of a sum, and the caps over it: what ``house.yml`` and the rules say of them, read once a rule set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from verifier.model import Factor, Kind
from verifier.ruleset import RuleSet
from verifier.spans import Span

Bounds: TypeAlias = tuple[tuple[str, ...], bool]
"""The names of the caps over a claim, that of its type aside, and whether its words are vague."""
CONTESTED = "contested"
_FULL = 100
_Line: TypeAlias = tuple[str, str, int, str]  # a factor but for its span


class Lines:
    """Makes factors. What repeats from claim to claim is kept; only the span is a claim's own."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._bases: dict[tuple[str, str, int], _Line] = {}
        self._modifiers: dict[tuple[str, str, str], _Line] = {}
        self._uncited: dict[str, tuple[Factor, ...]] = {}
        self._carried: dict[str, Factor] = {}
        self._floors: dict[Kind, tuple[int, str]] = {}

    def base(self, kind: str, rule: str, span: Span | None, points: int = 0) -> Factor:
        """What a claim of a source type begins with; ``points`` where the rule that told the type has its own."""
        line = self._bases.get((kind, rule, points))
        if line is None:
            line = self._bases[kind, rule, points] = self._base(kind, rule, points)
        rule, title, value, where = line
        return Factor(rule, title, value, span, where)

    def _base(self, kind: str, rule: str, points: int) -> _Line:
        rules, house = self._rules.rules, self._rules.house
        title = rules[rule].title if rule in rules else kind.replace("_", " ")
        if points:
            return rule, title, points, self._rules.where(rule)
        return rule, title, house.number("base", kind), house.where("base", kind)

    def modifier(self, name: str, label: str, span: Span | None, rule: str = "") -> Factor:
        """What a detail adds or takes; its place is that of the rule that found it, if any."""
        line = self._modifiers.get((name, label, rule))
        if line is None:
            line = self._modifiers[name, label, rule] = self._modifier(name, label, rule)
        rule, label, points, where = line
        return Factor(rule, label, points, span, where)

    def _modifier(self, name: str, label: str, rule: str) -> _Line:
        house = self._rules.house
        where = self._rules.where(rule) or house.where("modifiers", name)
        return rule or name.replace("_", "-"), label, house.number("modifiers", name), where

    def uncited(self, kind: str) -> tuple[Factor, ...]:
        """All there is to say of a claim that nobody is credited with."""
        line = self._uncited.get(kind)
        if line is None:
            line = self._uncited[kind] = (self.base(kind, f"uncited-{kind.removeprefix('uncited_')}", None),)
        return line

    def carried(self, reach: str) -> Factor:
        """What it costs that the attribution stands in another clause, sentence or paragraph."""
        line = self._carried.get(reach)
        if line is None:
            line = self._carried[reach] = self.modifier(f"carry_{reach}", "carried from another clause", None)
        return line

    def floor(self, kind: Kind) -> tuple[int, str]:
        """The points that a credited claim of this kind has at least, and where that is written."""
        floor = self._floors.get(kind)
        if floor is None:
            house = self._rules.house
            name = ("base", "uncited_background") if kind is Kind.BACKGROUND else ("limits", "attributed")
            floor = self._floors[kind] = (house.number(*name), house.where(*name))
        return floor

    def cap(self, kind: str, names: Iterable[str]) -> tuple[int, str]:
        """The least of the caps of a source type and of ``names``, and which of them it is; "" where there is none."""
        house = self._rules.house
        caps = [(int(house.get("caps", kind, _FULL)), kind)]
        caps += [(house.number("caps", name), name) for name in names]
        cap, name = min(caps, key=lambda pair: pair[0])
        return cap, name if cap < _FULL else ""
