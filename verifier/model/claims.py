"""What is found in a draft: matches, attributions, claims, and what each claim is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from verifier.model.kinds import Certainty, Kind, Level, ZoneKind
from verifier.spans import Span


class Match(NamedTuple):
    """One place where a rule holds; tokens [first, last), in one sentence. Made by the ten thousand."""

    rule: str
    span: Span
    first: int
    last: int
    sentence: int
    line: int = 0  # of the phrase in the rule file
    phrase: str = ""


class Source(NamedTuple):
    """Who is said to speak or show. ``resolved`` is the full first mention of a second one."""

    span: Span
    name: str
    type: str = ""  # one of domain.md 2.2, as written here; "" when it can neither speak nor show
    rule: str = ""  # the source rule that gave the type
    resolved: Span | None = None
    resolved_name: str = ""
    resolved_by: str = ""  # the rule: pronoun, surname, the-noun …
    also: tuple[str, ...] = ()  # further types of a conjoined source
    graded: str = ""  # what the house’s registry says of it, in words
    unsure: bool = False  # several may be meant, or nobody near: a guess at best


class Attribution(NamedTuple):
    """One source–cue–content relation. Attitudes that support no claim are kept, with supports False."""

    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    sentence: int
    rule: str  # the cue rule
    cue_class: str = "neutral"  # one of CUE_CLASSES of ruleset/kinds.py
    quote: bool = False
    supports: bool = True  # whether its content counts as asserted by the source
    parent: int | None = None  # index of the attribution whose content holds this one


class Claim(NamedTuple):
    """One clause (or presupposing noun phrase) that an editor may ask about."""

    id: str  # C04, or C04a C04b where a sentence holds several
    span: Span
    sentence: int
    zone: ZoneKind
    kind: Kind
    attributions: tuple[int, ...] = ()  # indexes into Report.attributions, the governing one first
    rule: str = ""  # what cut this claim out
    carried: str = ""  # "" same clause, else clause | sentence | paragraph: how far the attribution reaches
    told: str = ""  # the rule that told its kind
    text: str = ""  # its words as the draft has them


class Factor(NamedTuple):
    """One line of the arithmetic: points, the rule and words they come from, and where it stands."""

    rule: str
    label: str
    points: int
    span: Span | None = None
    where: str = ""  # rule file:line


class Commitment(NamedTuple):
    """How certain the text makes a claim, whether it denies it, and the words that say so."""

    certainty: Certainty
    band: tuple[int, int] | None = None  # percent, where a standard assigns one
    spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    negative: bool = False  # the main verb is denied


@dataclass(frozen=True, slots=True)
class Support:
    """Another claim of the draft from which a summary or opening may inherit its attribution."""

    claim: str
    strength: int
    penalty: int
    rule: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Type and strength of one claim. The strength is the sum of its factors under its cap; nobody else sets it."""

    type: str
    factors: tuple[Factor, ...]
    cap: int
    commitment: Commitment
    cuts: tuple[int, int, int]  # HIGH, MODERATE, LOW from
    scored: bool = True  # False: no_comment, caveat, filler
    capped_by: str = ""
    support: Support | None = None
    contested: bool = False
    risk_factors: tuple[tuple[str, float], ...] = ()  # kind, certainty, position, vagueness
    risk_added: int = 0  # conflict or stale presupposition
    # Worked out once: 0 to 100 or None and its level, as written, then after a look elsewhere (domain.md 3.2).
    strength: int | None = field(init=False, repr=False, compare=False)
    level: Level = field(init=False, repr=False, compare=False)
    resolved_strength: int | None = field(init=False, repr=False, compare=False)
    resolved: Level = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        local = found = self._sum() if self.scored else None
        if local is not None and self.support is not None:
            found = max(local, self.support.strength - self.support.penalty)
        level = self._level(local)
        write = object.__setattr__
        write(self, "strength", local)
        write(self, "resolved_strength", found)
        write(self, "level", level)
        write(self, "resolved", level if found == local else self._level(found))

    def _sum(self) -> int:
        total = 0
        for factor in self.factors:
            total += factor.points
        return max(0, min(self.cap, 100, total))

    @property
    def risk(self) -> int:
        """0 to 100: how much an editor loses by not asking."""
        strength = self.resolved_strength
        if strength is None:
            return 0
        value = 100 * (1 - strength / 100)
        for _, factor in self.risk_factors:
            value *= factor
        return min(100, round(value) + self.risk_added)

    def _level(self, strength: int | None) -> Level:
        if strength is None:
            return Level.NA
        high, moderate, low = self.cuts
        if strength >= high:
            return Level.HIGH
        if strength >= moderate:
            return Level.MODERATE
        return Level.LOW if strength >= low else Level.UNSOURCED
