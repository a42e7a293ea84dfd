"""Type, strength, certainty and risk of each claim. A strength is the sum of its factors under a cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from verifier.model import (
    Assessment,
    Attribution,
    Certainty,
    Claim,
    Commitment,
    Draft,
    Factor,
    Kind,
    Relation,
    Report,
    ZoneKind,
)
from verifier.ruleset import RuleSet
from verifier.score.certainty import Hedges
from verifier.score.contest import contested
from verifier.score.factors import Scorer
from verifier.score.growth import grow
from verifier.score.risk import risk_factors
from verifier.score.support import supports
from verifier.score.types import UNCITED, counts

if TYPE_CHECKING:
    from verifier.match import Matches

_CONFLICTS = ("conflicts", "stale")


def assess(
    draft: Draft, claims: Sequence[Claim], attributions: Sequence[Attribution], matches: Matches, rules: RuleSet
) -> tuple[Assessment, ...]:
    """One assessment a claim, in the same order."""
    assessor = _Assessor(Scorer(draft, attributions, matches, rules), rules)
    hedges = Hedges(draft, matches, rules)
    denied = contested(draft, claims, attributions, rules)
    found = []
    for at, claim in enumerate(claims):
        commitment = hedges.of_claim(claim, [attributions[index] for index in claim.attributions])
        found.append(assessor.assessment(claim, commitment, contested=at in denied))
    return supports(draft, claims, found, matches, rules)


class _Case(NamedTuple):
    """All that an assessment follows from, its lines and its commitment aside."""

    type: str
    kind: Kind
    zone: ZoneKind
    certainty: Certainty
    cap: int
    capped_by: str
    vague: bool
    contested: bool


class _Assessor:
    """Makes assessments. Claims that are alike, uncited and without a hedge, share one."""

    def __init__(self, scorer: Scorer, rules: RuleSet) -> None:
        self._scorer = scorer
        self._rules = rules
        self._cuts = rules.once(_cuts)
        self._shared = rules.once(_none_shared)

    def assessment(self, claim: Claim, commitment: Commitment, *, contested: bool) -> Assessment:
        """Type, lines, cap, certainty and risk of one claim."""
        scorer = self._scorer
        kind, factors = scorer.factors(claim)
        cap, capped_by = scorer.cap(claim, kind, contested=contested)
        vague = scorer.vague(claim)
        case = _Case(kind, claim.kind, claim.zone, commitment.certainty, cap, capped_by, vague, contested)
        if commitment.spans or not kind.startswith(UNCITED):
            return self._made(case, factors, commitment)
        shared = self._shared.get(case)
        if shared is None:
            shared = self._shared[case] = self._made(case, factors, commitment)
        return shared

    def _made(self, case: _Case, factors: tuple[Factor, ...], commitment: Commitment) -> Assessment:
        return Assessment(
            case.type,
            factors,
            case.cap,
            commitment,
            self._cuts,
            counts(case.kind, case.type),
            case.capped_by,
            contested=case.contested,
            risk_factors=risk_factors(case.kind, case.certainty, case.zone, self._rules, vague=case.vague),
        )


def _cuts(rules: RuleSet) -> tuple[int, int, int]:
    number = rules.house.number
    return number("levels", "HIGH"), number("levels", "MODERATE"), number("levels", "LOW")


def _none_shared(_: RuleSet) -> dict[_Case, Assessment]:
    return {}


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
