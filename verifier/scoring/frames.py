"""What follows for a claim from its type, kind, zone and certainty alone: worked out once for all that are alike."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from verifier.model import Assessment, Certainty, Commitment, Factor, Kind, ZoneKind
from verifier.ruleset import RuleSet
from verifier.scoring.lines import CONTESTED, Bounds, Lines
from verifier.scoring.risk import risk_factors
from verifier.scoring.types import UNCITED, counts

Alike: TypeAlias = tuple[str, Kind, ZoneKind, Certainty, Bounds, str]
"""Source type, kind, zone and certainty of a claim, its bounds, and the rule that told its kind."""


class Frame(NamedTuple):
    """What claims that are alike share."""

    cap: int
    capped_by: str
    scored: bool
    contested: bool
    risk_factors: tuple[tuple[str, float], ...]
    bare: Assessment | None  # of an uncited claim that nothing hedges: all there is to say of it


class Frames:
    """The frames of a rule set, each made when it is first asked for."""

    def __init__(self, rules: RuleSet, lines: Lines) -> None:
        number = rules.house.number
        self.cuts = (number("levels", "HIGH"), number("levels", "MODERATE"), number("levels", "LOW"))
        self._lines = lines
        self._house = rules.house
        self._known: dict[Alike, Frame] = {}

    def of(self, alike: Alike) -> Frame:
        """What is known of claims so alike."""
        frame = self._known.get(alike)
        if frame is None:
            frame = self._known[alike] = self._made(alike)
        return frame

    def _made(self, alike: Alike) -> Frame:
        kind, sort, zone, certainty, (caps, vague), told = alike
        cap, capped_by = self._lines.cap(kind, caps)
        risk = risk_factors(sort, certainty, zone, self._house, vague=vague)
        frame = Frame(cap, capped_by, counts(sort, kind), CONTESTED in caps, risk, None)
        if not kind.startswith(UNCITED):
            return frame
        return frame._replace(bare=self.assessment(frame, kind, self._lines.uncited(kind, told), Commitment(certainty)))

    def assessment(self, frame: Frame, kind: str, factors: tuple[Factor, ...], commitment: Commitment) -> Assessment:
        """Type, lines, cap, certainty and risk of one claim."""
        cap, capped_by, scored, contested, risk, _ = frame
        return Assessment(kind, factors, cap, commitment, self.cuts, scored, capped_by, None, contested, risk)
