"""How much an editor loses by not asking: kind, certainty, place and vagueness of a claim."""

from __future__ import annotations

from bisect import bisect_left

from verifier.model import Certainty, Claim, Commitment, Draft, Kind
from verifier.ruleset import RuleSet

_VAGUE = ("vague-actor", "vague-content")


def _vague(rules: RuleSet) -> tuple[tuple[str, int], ...]:
    return tuple((name, rules.bit(name) | rules.start_bit(name)) for name in _VAGUE if name in rules.lists)


def _weights(rules: RuleSet) -> tuple[dict[str, float], ...]:
    return tuple(rules.house.section(name) for name in ("kind_weight", "certainty_weight", "position_weight"))


def risk_factors(draft: Draft, claim: Claim, commitment: Commitment, rules: RuleSet) -> tuple[tuple[str, float], ...]:
    """The multipliers of a claim's risk, by name."""
    kinds, certainties, positions = rules.once(_weights)
    certain = commitment.certainty if claim.kind is not Kind.PRESUPPOSITION else Certainty.CERTAIN
    found = [
        ("kind", kinds.get(claim.kind.value, 1.0)),
        ("certainty", certainties.get(certain.value, 1.0)),
        ("position", positions.get(claim.zone.value, 1.0)),
    ]
    if _is_vague(draft, claim, rules):
        found.append(("vagueness", rules.house.weight("risk", "vague")))
    return tuple(found)


def _is_vague(draft: Draft, claim: Claim, rules: RuleSet) -> bool:
    tokens = draft.tokens
    first, last = bisect_left(tokens.starts, claim.span.start), bisect_left(tokens.starts, claim.span.end)
    vague = rules.once(_vague)
    every = sum(mask for _, mask in vague)  # the masks of different lists share no bit
    for at, bits in enumerate(tokens.bits[first:last], first):
        if bits & every:
            for name, mask in vague:
                if bits & mask and rules.entry_end(name, tokens.words, at, last):
                    return True
    return False
