"""The source type of a claim: whose it is, and what its words make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.model import Attribution, Claim, Draft, Kind, Match
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.match import Matches

NO_COMMENT = "no_comment"
HEARSAY = "hearsay"
LINKED = "document"  # what a link or footnote on the claim's own words makes of it
_SILENT = "silent"
_BY_KIND = {
    Kind.FORECAST: "uncited_analysis",
    Kind.ANALYSIS: "uncited_analysis",
    Kind.OPINION: "uncited_analysis",
    Kind.CAVEAT: "uncited_analysis",
    Kind.NONE: "uncited_analysis",
    Kind.BACKGROUND: "uncited_background",
}


class Types:
    """What decides the types of the claims of one draft."""

    def __init__(self, draft: Draft, attributions: Sequence[Attribution], matches: Matches, rules: RuleSet) -> None:
        self._attributions = attributions
        self._links = [one.span for one in draft.document.evidence if one.kind in ("link", "footnote")]
        self._talk: dict[int, list[Match]] = {}
        for match in matches.of_kind("hedge"):
            if rules.rules[match.rule].text("marks") == HEARSAY:
                self._talk.setdefault(match.sentence, []).append(match)
        silent = (match for match in matches.of_kind("source") if rules.rules[match.rule].type == NO_COMMENT)
        self._silent = {match.sentence: match for match in silent}

    def governing(self, claim: Claim) -> Attribution | None:
        """The attribution that credits the claim to somebody, if any."""
        for index in claim.attributions:
            one = self._attributions[index]
            if one.source is None or one.source.type or one.cue_class == _SILENT:
                return one
        return None

    def type_of(self, claim: Claim, one: Attribution | None) -> str:
        """The source type of a claim."""
        if self._is_silent(claim, one):
            return NO_COMMENT
        if self.hearsay(claim) is not None:
            return HEARSAY
        if one is not None and one.source is not None and one.source.type:
            return one.source.type
        if one is not None and one.cue_class == HEARSAY:
            return HEARSAY
        if self.link(claim.span) is not None:
            return LINKED
        return _BY_KIND.get(claim.kind, "uncited_assertion")

    def link(self, span: Span) -> Span | None:
        """The link or footnote on some words, if any."""
        return next((one for one in self._links if one.overlaps(span)), None) if self._links else None

    def hearsay(self, claim: Claim) -> Match | None:
        """“Reportedly” re-types the clause it stands in, sourced or not."""
        return next((match for match in self._talk.get(claim.sentence, ()) if claim.span.covers(match.span)), None)

    def _is_silent(self, claim: Claim, one: Attribution | None) -> bool:
        if one is not None:
            return one.cue_class == _SILENT
        match = self._silent.get(claim.sentence)
        return match is not None and claim.span.covers(match.span)

    def counts(self, claim: Claim, kind: str) -> bool:
        """Whether the claim gets a strength at all: a refusal, an own caveat and filler do not."""
        if kind == NO_COMMENT or claim.kind is Kind.NONE:
            return False
        return not (claim.kind is Kind.CAVEAT and kind.startswith("uncited"))
