"""The source type of a claim: whose it is, and what its words make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from verifier.model import Attribution, Claim, Draft, Kind, Match
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.matching.match import Matches

NO_COMMENT = "no_comment"
HEARSAY = "hearsay"
UNCITED = "uncited"  # how the types begin that nobody is credited with
_SILENT = "silent"
_BY_KIND = {
    Kind.FORECAST: "uncited_analysis",
    Kind.ANALYSIS: "uncited_analysis",
    Kind.OPINION: "uncited_analysis",
    Kind.CAVEAT: "uncited_analysis",
    Kind.NONE: "uncited_analysis",
    Kind.BACKGROUND: "uncited_background",
}


Telling: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""The rules whose words mark hearsay, and those whose words are a refusal to comment."""


def telling(rules: RuleSet) -> Telling:
    """Which rules tell of hearsay and of silence."""
    talk = frozenset(rule.id for rule in rules.of("hedge") if rule.text("marks") == HEARSAY)
    return talk, frozenset(rule.id for rule in rules.of("source") if rule.type == NO_COMMENT)


class Types:
    """What decides the types of the claims of one draft."""

    def __init__(self, draft: Draft, attributions: Sequence[Attribution], matches: Matches, telling: Telling) -> None:
        self._attributions = attributions
        self.links = [one.span for one in draft.document.evidence if one.kind in ("link", "footnote")]
        talk, silence = telling
        self._talk: dict[int, list[Match]] = {}
        for match in [match for match in matches.of_kind("hedge") if match.rule in talk]:
            self._talk.setdefault(match.sentence, []).append(match)
        self._silent = {match.sentence: match for match in matches.of_kind("source") if match.rule in silence}
        self._telling = self._talk.keys() | self._silent.keys()  # sentences

    def untold(self, claim: Claim) -> str:
        """The source type of a claim that has neither attribution nor words that tell of one; else ""."""
        if claim.attributions or claim.sentence in self._telling:
            return ""
        return _BY_KIND.get(claim.kind, "uncited_assertion")

    def governing(self, claim: Claim) -> Attribution | None:
        """The attribution that credits the claim to somebody, if any."""
        for index in claim.attributions:
            one = self._attributions[index]
            if one.source is None or one.source.type or one.cue_class == _SILENT:
                return one
        return None

    def type_of(self, claim: Claim, one: Attribution | None, talk: Match | None) -> str:
        """The source type of a claim, of the attribution that governs it and of hearsay in it."""
        if self._is_silent(claim, one):
            return NO_COMMENT
        if talk is not None:
            return HEARSAY
        if one is not None and one.source is not None and one.source.type:
            return one.source.type
        if one is not None and one.cue_class == HEARSAY:
            return HEARSAY
        return _BY_KIND.get(claim.kind, "uncited_assertion")

    def link(self, span: Span) -> Span | None:
        """The link or footnote on some words, if any."""
        return next((one for one in self.links if one.overlaps(span)), None) if self.links else None

    def hearsay(self, claim: Claim) -> Match | None:
        """“Reportedly” re-types the clause it stands in, sourced or not."""
        for match in self._talk.get(claim.sentence, ()):
            if claim.span.covers(match.span):
                return match
        return None

    def _is_silent(self, claim: Claim, one: Attribution | None) -> bool:
        if one is not None:
            return one.cue_class == _SILENT
        match = self._silent.get(claim.sentence)
        return match is not None and claim.span.covers(match.span)


def counts(sort: Kind, kind: str) -> bool:
    """Whether a claim gets a strength at all: a refusal, an own caveat and filler do not."""
    if kind == NO_COMMENT or sort is Kind.NONE:
        return False
    return not (sort is Kind.CAVEAT and kind.startswith(UNCITED))
