"""Type, strength, certainty and risk of each claim. A strength is the sum of its factors under a cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model import Assessment, Attribution, Claim, Draft, Relation, Report
from verifier.ruleset import RuleSet
from verifier.scoring.certainty import Hedges
from verifier.scoring.contest import contested
from verifier.scoring.factors import Scorer
from verifier.scoring.frames import Frames
from verifier.scoring.growth import grow
from verifier.scoring.support import supports

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_CONFLICTS = ("conflicts", "stale")


def assess(
    draft: Draft, claims: Sequence[Claim], attributions: Sequence[Attribution], matches: Matches, rules: RuleSet
) -> tuple[Assessment, ...]:
    """One assessment a claim, in the same order."""
    scorer = Scorer(draft, attributions, matches, rules)
    frames = rules.once(Frames)
    hedges = Hedges(draft, matches, rules)
    denied = contested(draft, claims, attributions, rules)
    found = []
    for at, claim in enumerate(claims):
        commitment = hedges.of_claim(claim, [attributions[index] for index in claim.attributions])
        kind, factors = scorer.factors(claim)
        bounds = scorer.bounds(claim, contested=at in denied)
        frame = frames.of((kind, claim.kind, claim.zone, commitment.certainty, bounds, claim.told))
        bare = frame.bare if not commitment.spans else None
        found.append(bare or frames.assessment(frame, kind, factors, commitment))
    return supports(draft, claims, found, matches, rules)


def weigh_conflicts(report: Report, rules: RuleSet) -> tuple[Assessment, ...]:
    """The assessments, with the risk of claims that another claim contradicts raised."""
    points = rules.house.number("risk", "conflict")
    troubled = {claim for one in report.relations if one.kind in _CONFLICTS for claim in _own_claims(one, report.name)}
    if not troubled:
        return report.assessments
    return tuple(
        replace(assessment, risk_added=points) if claim.id in troubled and assessment.scored else assessment
        for claim, assessment in zip(report.claims, report.assessments, strict=True)
    )


def _own_claims(one: Relation, name: str) -> Iterator[str]:
    """The claims of a draft that a relation speaks of, on either side."""
    for here, there in ((one.claim, one.other_claim), *one.also):
        if one.draft == name:
            yield here
        if (one.other_draft or one.draft) == name:
            yield there


__all__ = ["assess", "grow", "weigh_conflicts"]
