"""Type, strength, certainty and risk of each claim. A strength is the sum of its factors under a cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model import Assessment, Attribution, Claim, Draft, Relation, Report
from verifier.ruleset import RuleSet
from verifier.score.certainty import Hedges
from verifier.score.contest import contested
from verifier.score.factors import Scorer
from verifier.score.growth import grow
from verifier.score.risk import risk_factors
from verifier.score.support import supports

if TYPE_CHECKING:
    from verifier.match import Matches

_CONFLICTS = ("conflicts", "stale")


def assess(
    draft: Draft, claims: Sequence[Claim], attributions: Sequence[Attribution], matches: Matches, rules: RuleSet
) -> tuple[Assessment, ...]:
    """One assessment a claim, in the same order."""
    scorer = Scorer(draft, attributions, matches, rules)
    hedges = Hedges(draft, matches, rules)
    denied = contested(draft, claims, attributions, rules)
    cuts = (rules.house.number("levels", "HIGH"), rules.house.number("levels", "MODERATE"))
    levels = (*cuts, rules.house.number("levels", "LOW"))
    found = []
    for at, claim in enumerate(claims):
        commitment = hedges.of_claim(claim, [attributions[index] for index in claim.attributions])
        kind, factors = scorer.factors(claim)
        cap, capped_by = scorer.cap(claim, kind, contested=at in denied)
        assessment = Assessment(
            type=kind,
            factors=factors,
            cap=cap,
            commitment=commitment,
            cuts=levels,
            scored=scorer.types.counts(claim, kind),
            capped_by=capped_by,
            contested=at in denied,
            risk_factors=risk_factors(claim, commitment, rules, vague=scorer.vague(claim)),
        )
        found.append(assessment)
    return supports(draft, claims, found, matches, rules)


def weigh_conflicts(report: Report, rules: RuleSet) -> tuple[Assessment, ...]:
    """The assessments, with the risk of claims that another claim contradicts raised."""
    points = rules.house.number("risk", "conflict")
    troubled = {claim for one in report.relations if one.kind in _CONFLICTS for claim in _own_claims(one, report.name)}
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
