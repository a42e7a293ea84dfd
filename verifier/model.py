"""The domain values, frozen. Everything above imports them; they import nothing of ours but spans.

Spans are half-open code-point offsets into ``Document.text``. Strength is 0 to 100 points and
speaks of attribution only; certainty is what the text commits to; truth is never represented.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from verifier.spans import Span


class Level(StrEnum):
    """How well a claim is attributed, in words an editor can re-derive by hand."""

    HIGH = "HIGH"
    MODERATE = "MODERATE"
    LOW = "LOW"
    UNSOURCED = "UNSOURCED"
    NA = "N/A"


class Certainty(StrEnum):
    """What the text commits to: certain, probable, possible, unknown."""

    CERTAIN = "CT"
    PROBABLE = "PR"
    POSSIBLE = "PS"
    UNKNOWN = "U"


class Kind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    BACKGROUND = "background"
    PRESUPPOSITION = "presupposition"
    INFERENCE = "inference"
    FORECAST = "forecast"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    SPEECH_ACT = "speech_act"
    CAVEAT = "caveat"
    NONE = "none"


class ZoneKind(StrEnum):
    """Which part of the page a passage belongs to."""

    HEADLINE = "headline"
    DEK = "dek"
    BULLET = "bullet"
    HEADING = "heading"
    BYLINE = "byline"
    BODY = "body"
    QUOTE = "quote"
    CAPTION = "caption"
    CLOSING = "closing"
    PROVENANCE = "provenance"
    BOILERPLATE = "boilerplate"


# --- the draft as read and cut ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like passage and what its format says of it (``None``: plain text says nothing)."""

    span: Span
    kind: str | None = None  # heading | bullet | quote | caption | table | title | byline | code
    level: int = 0  # of a heading, 1 to 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link, footnote or comment that the format hangs on some words."""

    span: Span
    kind: str  # link | footnote | comment
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """One draft as read. ``prose`` is as long as ``text``, with markup blanked by spaces."""

    name: str
    text: str
    prose: str
    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader wants the editor to know ("as if changes were accepted")
    meta: tuple[tuple[str, str], ...] = ()  # front matter: headline, byline, date
    path: str = ""  # as the user gave it; "" for standard input or a string

    def shown(self, span: Span) -> str:
        """The words of a span as a reader sees them: without markup, in one line."""
        return " ".join(span.of(self.prose).split())


@dataclass(frozen=True, slots=True)
class Zone:
    """A passage of one kind; ``paragraph`` numbers passages in reading order from 0."""

    kind: ZoneKind
    span: Span
    paragraph: int
    rule: str = ""  # the zone rule that decided


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one zone; ``index`` counts from 0 over the draft."""

    index: int
    span: Span
    zone: Zone


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a draft, as parallel sequences in reading order.

    ``words`` are lower case with straight apostrophes; ``bits`` hold the word lists each belongs to
    (see ``RuleSet.vocabulary``); ``tags`` has one letter a token, whose meaning the language pack
    gives; ``sentences`` has the token range [first, last) of each sentence.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    bits: list[int]
    tags: str
    sentences: list[tuple[int, int]]

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens [first, last)."""
        return Span(self.starts[first], self.ends[last - 1])

    def range(self, span: Span, first: int = 0, last: int | None = None) -> tuple[int, int]:
        """The tokens [first, last) that begin in a span, looked for among those of a wider range."""
        first = bisect_left(self.starts, span.start, first, last)
        return first, bisect_left(self.starts, span.end, first, last)

    def sentence(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.sentences, (token, len(self.starts) + 1)) - 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A document cut into zones, sentences and tokens: what the stages read."""

    document: Document
    zones: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]
    tokens: Tokens


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
    negative: bool = False  # the text denies it
    told: str = ""  # the rule that told its kind


class Factor(NamedTuple):
    """One line of the arithmetic: points, the rule and words they come from, and where it stands."""

    rule: str
    label: str
    points: int
    span: Span | None = None
    where: str = ""  # rule file:line


class Commitment(NamedTuple):
    """How certain the text makes a claim, and the words that set it."""

    certainty: Certainty
    band: tuple[int, int] | None = None  # percent, where a standard assigns one
    spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to ask the reporter. Its identity is rule and claim words, never a line."""

    rule: str
    title: str
    question: str
    why: str
    span: Span
    claim: str = ""  # id; "" speaks of the whole draft
    severity: str = "warning"  # error | warning | note
    risk: int = 0
    reference: str = ""
    status: str = "stable"  # preview findings never fail a run
    dismissed: str = ""  # the reason, when an editor dismissed it
    reopened: str = ""  # the reason that held until the claim changed, and the words that did
    cause: str = ""  # findings of one cause are asked about once; "": nothing else has it
    several: str = ""  # the question where it is asked of a run of claims, {count} and {claim} left open


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the reporter, once, however many findings of one cause there are; the gravest comes first."""

    text: str
    findings: tuple[Finding, ...]
    claims: tuple[str, ...]  # their ids in reading order; none where it is asked of the draft as a whole
    severity: str  # error | warning | note: what is noted is told apart from what is asked
    risk: int

    @property
    def first(self) -> Finding:
        """The finding that gives the question its rule, place and severity."""
        return self.findings[0]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found it, that of the question first."""
        return tuple(dict.fromkeys(found.rule for found in self.findings))


@dataclass(frozen=True, slots=True)
class Relation:
    """Two claims on one event, of one draft or two; never which of them is right."""

    kind: str  # corroborates | degree | conflicts | modality | drift | only-here
    rule: str
    draft: str
    claim: str
    span: Span
    other_draft: str = ""
    other_claim: str = ""
    other_span: Span | None = None
    why: str = ""
    words: tuple[str, ...] = ()
    topic: str = ""  # what both speak of: an event class, a state and its name
    also: tuple[tuple[str, str], ...] = ()  # further claims that stand so to each other, as (claim, other claim)
    independence: str = ""  # whether both may rest on one origin, and why
    source: str = ""  # who stands behind the claim, as the draft has it
    other_source: str = ""
    other_text: str = ""  # the other claim in its own words: a report holds only its own draft
    where: str = ""  # rule file:line


@dataclass(frozen=True, slots=True)
class Kept:
    """How many things of one sort that the originals have a rewrite has as well."""

    what: str  # facts | attributions | quotations
    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a draft was held against, and what it kept; what it changed are findings and relations of kind drift."""

    originals: tuple[str, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Echo:
    """Another origin that tells what a claim tells."""

    draft: str  # "" is the claim's own
    claim: str
    source: str
    type: str
    strength: int  # by its own sentence
    share: float  # how much it counts beside the first, 0 to 1


@dataclass(frozen=True, slots=True)
class RuleSetId:
    """What a report was made with."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of one draft. Claims and assessments run in parallel, in reading order."""

    draft: Draft
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    ruleset: RuleSetId
    relations: tuple[Relation, ...] = ()
    matches: tuple[Match, ...] = field(default=(), repr=False)
    rewrite: Rewrite | None = None  # of a draft that was held against its originals

    @property
    def name(self) -> str:
        """The draft's name as given."""
        return self.draft.document.name

    @property
    def text(self) -> str:
        """The draft's text as read."""
        return self.draft.document.text
