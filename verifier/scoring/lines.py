"""The lines of a sum, and the caps over it: what ``house.yml`` and the rules say of them, read once a rule set."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
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
        self._base_line, self._modifier_line = cache(self._base), cache(self._modifier)
        self.uncited, self.carried, self.floor = cache(self._uncited), cache(self._carried), cache(self._floor)

    def base(self, kind: str, rule: str, span: Span | None, points: int = 0) -> Factor:
        """What a claim of a source type begins with; ``points`` where the rule that told the type has its own."""
        rule, title, value, where = self._base_line(kind, rule, points)
        return Factor(rule, title, value, span, where)

    def _base(self, kind: str, rule: str, points: int) -> _Line:
        rules, house = self._rules.rules, self._rules.house
        title = rules[rule].title if rule in rules else kind.replace("_", " ")
        if points:
            return rule, title, points, self._rules.where(rule)
        return rule, title, house.number("base", kind), house.where("base", kind)

    def modifier(self, name: str, label: str, span: Span | None, rule: str = "") -> Factor:
        """What a detail adds or takes; its place is that of the rule that found it, if any."""
        rule, label, points, where = self._modifier_line(name, label, rule)
        return Factor(rule, label, points, span, where)

    def _modifier(self, name: str, label: str, rule: str) -> _Line:
        house = self._rules.house
        where = self._rules.where(rule) or house.where("modifiers", name)
        return rule or name.replace("_", "-"), label, house.number("modifiers", name), where

    def _uncited(self, kind: str, told: str) -> tuple[Factor, ...]:
        """All there is to say of a claim that nobody is credited with, by type and the rule that told its kind."""
        base = self.base(kind, f"uncited-{kind.removeprefix('uncited_')}", None)
        rule = self._rules.rules.get(told)
        name = rule.text("modifier") if rule is not None else ""
        return (base, self.modifier(name, rule.title.lower(), None, told)) if rule is not None and name else (base,)

    def _carried(self, reach: str) -> Factor:
        """What it costs that the attribution stands in another clause, sentence or paragraph."""
        return self.modifier(f"carry_{reach}", "carried from another clause", None)

    def _floor(self, kind: Kind) -> tuple[int, str]:
        """The points that a credited claim of this kind has at least, and where that is written."""
        house = self._rules.house
        name = ("base", "uncited_background") if kind is Kind.BACKGROUND else ("limits", "attributed")
        return house.number(*name), house.where(*name)

    def cap(self, kind: str, names: Iterable[str]) -> tuple[int, str]:
        """The least of the caps of a source type and of ``names``, and which of them it is; "" where there is none."""
        house = self._rules.house
        caps = [(int(house.get("caps", kind, _FULL)), kind)]
        caps += [(house.number("caps", name), name) for name in names]
        cap, name = min(caps, key=lambda pair: pair[0])
        return cap, name if cap < _FULL else ""
