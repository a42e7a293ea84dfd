"""Type, strength, certainty and risk of each claim. A strength is the sum of its factors under a cap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model import Assessment, Attribution, Claim, Draft, Echo, Relation, Report
from verifier.ruleset import RuleSet
from verifier.scoring.certainty import Hedges, pack
from verifier.scoring.contest import contested
from verifier.scoring.factors import Scorer, Sums
from verifier.scoring.frames import Frames
from verifier.scoring.growth import grow
from verifier.scoring.support import supports

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_CONFLICTS = ("conflicts", "stale")


class Assessor:
    """Everything that the rules say of type, strength, certainty and risk, read once."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._sums = Sums(rules)
        self._frames = Frames(rules, self._sums.lines)
        self._certainty = pack(rules)

    def assess(
        self, draft: Draft, claims: Sequence[Claim], attributions: Sequence[Attribution], matches: Matches
    ) -> tuple[Assessment, ...]:
        """One assessment a claim, in the same order."""
        scorer = Scorer(draft, attributions, matches, self._sums)
        hedges = Hedges(draft, matches, self._certainty)
        denied = contested(draft, claims, attributions, self._rules)
        frames, found = self._frames, []
        for at, claim in enumerate(claims):
            commitment = hedges.of_claim(claim)
            kind, factors = scorer.factors(claim)
            bounds = scorer.bounds(claim, contested=at in denied)
            frame = frames.of((kind, claim.kind, claim.zone, commitment.certainty, bounds, claim.told))
            bare = frame.bare if not commitment.spans else None
            found.append(bare or frames.assessment(frame, kind, factors, commitment))
        return supports(draft, claims, found, matches, self._rules)

    def conclude(self, report: Report, echoes: Mapping[int, Sequence[Echo]]) -> tuple[Assessment, ...]:
        """The assessments of a report with its relations, raised by other origins (``echoes``, by place of the claim).

        The risk of claims that another claim contradicts is raised too.
        """
        grown = grow(report, echoes, self._rules)
        points = self._rules.house.number("risk", "conflict")
        troubled = {id_ for one in report.relations if one.kind in _CONFLICTS for id_ in _own_claims(one, report.name)}
        if not troubled:
            return grown
        return tuple(
            replace(assessment, risk_added=points) if claim.id in troubled and assessment.scored else assessment
            for claim, assessment in zip(report.claims, grown, strict=True)
        )


def _own_claims(one: Relation, name: str) -> Iterator[str]:
    """The claims of a draft that a relation speaks of, on either side."""
    for here, there in ((one.claim, one.other_claim), *one.also):
        if one.draft == name:
            yield here
        if (one.other_draft or one.draft) == name:
            yield there


__all__ = ["Assessor"]
