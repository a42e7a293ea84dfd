"""How much an editor loses by not asking: kind, certainty, place and vagueness of a claim."""

from __future__ import annotations

from typing import TypeAlias

from verifier.model import Certainty, Kind, ZoneKind
from verifier.ruleset import House, RuleSet

_Multipliers: TypeAlias = tuple[tuple[str, float], ...]


def _known(_: RuleSet) -> dict[tuple[Kind, Certainty, ZoneKind, bool], _Multipliers]:
    return {}


def risk_factors(kind: Kind, certainty: Certainty, zone: ZoneKind, rules: RuleSet, *, vague: bool) -> _Multipliers:
    """The multipliers of a claim's risk, by name."""
    known, key = rules.once(_known), (kind, certainty, zone, vague)
    found = known.get(key)
    if found is None:
        found = known[key] = _multipliers(kind, certainty, zone, rules.house, vague=vague)
    return found


def _multipliers(kind: Kind, certainty: Certainty, zone: ZoneKind, house: House, *, vague: bool) -> _Multipliers:
    certain = certainty if kind is not Kind.PRESUPPOSITION else Certainty.CERTAIN
    found = (
        ("kind", house.get("kind_weight", kind, 1.0)),
        ("certainty", house.get("certainty_weight", certain, 1.0)),
        ("position", house.get("position_weight", zone, 1.0)),
    )
    return (*found, ("vagueness", house.weight("risk", "vague"))) if vague else found
