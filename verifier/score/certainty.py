"""What the text commits to: certain, probable, possible, unknown. It never touches strength."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model import Attribution, Certainty, Claim, Commitment, Draft, Kind, Match
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.match import Matches

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
_BY_CLASS = {
    "weak": Certainty.PROBABLE,
    "belief": Certainty.PROBABLE,
    "hearsay": Certainty.PROBABLE,
    "forecast": Certainty.PROBABLE,
    "distance": Certainty.POSSIBLE,
    "demand": Certainty.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class _Hedge:
    certainty: Certainty
    band: tuple[int, int] | None
    scope: str


def _hedges(rules: RuleSet) -> dict[str, _Hedge]:
    return {
        rule.id: _Hedge(Certainty(rule.text("certainty", "CT")), rule.pair("band"), rule.text("scope"))
        for rule in rules.of("hedge")
    }


class Hedges:
    """The hedges of one draft, by sentence."""

    def __init__(self, draft: Draft, matches: Matches, rules: RuleSet) -> None:
        self._draft = draft
        self._known: Mapping[str, _Hedge] = rules.once(_hedges)
        self._found: dict[int, list[Match]] = {}
        for match in matches.of_kind("hedge"):
            self._found.setdefault(match.sentence, []).append(match)

    def of_claim(self, claim: Claim, attributions: Sequence[Attribution]) -> Commitment:
        """The commitment of a claim: its least certain word decides. What is presupposed stays certain."""
        if claim.kind is Kind.PRESUPPOSITION:
            return Commitment(Certainty.CERTAIN)
        cues = [one.cue for one in attributions if one.cue is not None]
        found = [match for match in self._found.get(claim.sentence, ()) if self._reaches(match, claim.span, cues)]
        worst = max((_ORDER.index(self._known[match.rule].certainty) for match in found), default=0)
        classes = [_ORDER.index(_BY_CLASS[one.cue_class]) for one in attributions if one.cue_class in _BY_CLASS]
        certainty = _ORDER[max([worst, *classes])]
        telling = [match for match in found if self._known[match.rule].certainty is certainty]
        bands = [self._known[match.rule].band for match in telling if self._known[match.rule].band]
        return Commitment(
            certainty,
            bands[0] if bands and certainty is not Certainty.CERTAIN else None,
            tuple(match.span for match in telling),
            tuple(dict.fromkeys(match.rule for match in telling)),
        )

    def _reaches(self, match: Match, content: Span, cues: Sequence[Span]) -> bool:
        if content.overlaps(match.span) or any(cue.overlaps(match.span) for cue in cues):
            return True
        return self._known[match.rule].scope == "sentence"
