"""How much an editor loses by not asking: kind, certainty, place and vagueness of a claim."""

from __future__ import annotations

from verifier.model import Certainty, Claim, Commitment, Kind
from verifier.ruleset import RuleSet


def _weights(rules: RuleSet) -> tuple[dict[str, float], ...]:
    return tuple(rules.house.section(name) for name in ("kind_weight", "certainty_weight", "position_weight"))


def risk_factors(claim: Claim, commitment: Commitment, rules: RuleSet, *, vague: bool) -> tuple[tuple[str, float], ...]:
    """The multipliers of a claim's risk, by name."""
    kinds, certainties, positions = rules.once(_weights)
    certain = commitment.certainty if claim.kind is not Kind.PRESUPPOSITION else Certainty.CERTAIN
    found = (
        ("kind", kinds.get(claim.kind.value, 1.0)),
        ("certainty", certainties.get(certain.value, 1.0)),
        ("position", positions.get(claim.zone.value, 1.0)),
    )
    return (*found, ("vagueness", rules.house.weight("risk", "vague"))) if vague else found
