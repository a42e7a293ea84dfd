"""How much an editor loses by not asking: kind, certainty, place and vagueness of a claim."""

from __future__ import annotations

from verifier.model import Certainty, Kind, ZoneKind
from verifier.ruleset import House


def risk_factors(
    kind: Kind, certainty: Certainty, zone: ZoneKind, house: House, *, vague: bool
) -> tuple[tuple[str, float], ...]:
    """The multipliers of a claim's risk, by name."""
    certain = certainty if kind is not Kind.PRESUPPOSITION else Certainty.CERTAIN
    found = (
        ("kind", house.get("kind_weight", kind, 1.0)),
        ("certainty", house.get("certainty_weight", certain, 1.0)),
        ("position", house.get("position_weight", zone, 1.0)),
    )
    return (*found, ("vagueness", house.weight("risk", "vague"))) if vague else found
