"""What is told of a draft: findings, relations, and the report that holds all of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.model.claims import Assessment, Attribution, Claim, Match
from verifier.model.draft import Draft
from verifier.model.kinds import Level
from verifier.spans import Span


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
class Speaker:
    """One source of the draft, all its mentions together."""

    name: str  # as the draft has it in full
    role: str  # as told where it is first named; "" where it is not
    sort: str  # named | withheld | body | document
    first: Span  # where it is first told in full
    claims: tuple[str, ...]  # ids of those it supports, in reading order
    level: Level  # the best that a claim has by it, as written
    also: tuple[str, ...] = ()  # its other spellings and later mentions
    graded: str = ""  # what the house’s registry says of it, in words


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
    cast: tuple[Speaker, ...] = ()
    unsure: tuple[str, ...] = ()  # ids of claims whose source is a guess
    profiles: tuple[str, ...] = ()  # ids of the rules that tell what sort of piece it is
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
