"""“Moderate if …”: edits that are made on a copy of the draft and checked, so that what is said really holds.

The edits are rules of kind ``edit``: words of the language put beside or instead of the source, or after the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from verifier.model import Assessment, Attribution, Block, Claim, Document, Evidence, Level, Report
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

Check = Callable[[Document], Report]
MOST = 3
_ORDER = (Level.UNSOURCED, Level.LOW, Level.MODERATE, Level.HIGH)
_END = ".!?…”\"’'"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit that lifts the claim: what it is, the draft with it made, and the points won."""

    rule: str
    title: str
    document: Document
    claim: Span
    gain: int
    level: Level = Level.NA  # that the claim has then
    strength: int = 0


@dataclass(frozen=True, slots=True)
class Raised:
    """The next level, its first point, and the edits that reach it or a better one."""

    level: Level | None
    first: int
    edits: tuple[Edit, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Each edit in words, with the level and strength it reaches; empty when none reaches the next level."""
        return tuple(f"{edit.level.value.capitalize()} ({edit.strength}) if {edit.title}" for edit in self.edits)


def raises(report: Report, claim: str, rules: RuleSet, *, check: Check, most: int = MOST) -> Raised:
    """The edits that lift a claim at least one level; ``check`` is the pipeline’s."""
    row = next((row for row in zip(report.claims, report.assessments, strict=True) if row[0].id == claim), None)
    if row is None or row[1].resolved not in _ORDER[:-1]:
        return Raised(None, 0, ())
    wanted = _ORDER[_ORDER.index(row[1].resolved) + 1]
    first = dict(zip((Level.HIGH, Level.MODERATE, Level.LOW), row[1].cuts, strict=True))[wanted]
    found: list[Edit] = []
    for rule in _edits(row[1].type, rules):
        made = _made(report, row, rule)
        if made is not None:
            after = _nearest(check(made.document), made.claim)
            if after is not None and after[1].resolved in _ORDER[_ORDER.index(wanted) :]:
                strength = after[1].resolved_strength or 0
                gain = strength - (row[1].resolved_strength or 0)
                level = after[1].resolved
                found.append(replace(made, claim=after[0].span, gain=gain, level=level, strength=strength))
        if len(found) == most:
            break
    return Raised(wanted, first, tuple(found))


def _edits(kind: str, rules: RuleSet) -> list[Rule]:
    """The edits meant for a source type, those to try first first."""
    meant = [rule for rule in rules.of("edit") if not rule.words("types") or kind in rule.words("types")]
    return sorted(meant, key=lambda rule: (-rule.number("priority"), rule.id))


def _made(report: Report, row: tuple[Claim, Assessment], rule: Rule) -> Edit | None:
    """An edit made, not yet checked; None where the sentence has no place for it."""
    place = _place(report, row[0], rule.text("where"))
    if place is None:
        return None
    words = _spaced(report.text, place, rule.text("text"))
    document = edited(report.draft.document, place, words)
    return Edit(rule.id, rule.title, document, _moved(row[0].span, place, len(words)), 0)


def _place(report: Report, claim: Claim, where: str) -> Span | None:
    """Where the words of an edit go: an empty span puts them in, another is replaced."""
    if where in ("after-claim", "before-claim"):
        at = _clause_end(report.text, claim.span) if where == "after-claim" else claim.span.start
        return Span(at, at)
    found = next(_supporting(report, claim), None)
    if found is None or found.source is None:
        return None
    source = found.source.span
    cue = found.cue or source
    return {
        "before-source": Span(source.start, source.start),
        "after-source": Span(source.end, source.end),
        "instead-of-source": source,
        "after-cue": Span(cue.end, cue.end),
    }.get(where)


def _spaced(text: str, place: Span, words: str) -> str:
    """The words with a space on either side where a letter stands there."""
    before = text[place.start - 1 : place.start]
    after = text[place.end : place.end + 1]
    head = " " if before.strip() and words[:1].isalnum() else ""
    return f"{head}{words}{' ' if after.isalnum() else ''}"


def _supporting(report: Report, claim: Claim) -> Iterator[Attribution]:
    return (found for index in claim.attributions if (found := report.attributions[index]).supports)


def _clause_end(text: str, span: Span) -> int:
    """The end of a claim before the mark that closes its sentence."""
    end = span.end
    while end > span.start and (text[end - 1] in _END or text[end - 1].isspace()):
        end -= 1
    return end


def edited(document: Document, place: Span, words: str) -> Document:
    """The draft with ``words`` put at ``place``; blocks and evidence move along."""
    move = len(words)

    def shifted(span: Span) -> Span:
        return _moved(span, place, move)

    return replace(
        document,
        text=document.text[: place.start] + words + document.text[place.end :],
        prose=document.prose[: place.start] + words + document.prose[place.end :],
        blocks=tuple(Block(shifted(each.span), each.kind, each.level) for each in document.blocks),
        evidence=tuple(Evidence(shifted(each.span), each.kind, each.target) for each in document.evidence),
    )


def _moved(span: Span, place: Span, length: int) -> Span:
    """A span after ``place`` became so long; one that holds the place, or ends at it, takes the new words in."""
    delta = length - (place.end - place.start)
    start = span.start if span.start <= place.start else max(span.start + delta, place.start)
    return Span(start, span.end + delta if span.end >= place.start else span.end)


def _nearest(report: Report, span: Span) -> tuple[Claim, Assessment] | None:
    """The claim that shares most with a span."""
    rows = list(zip(report.claims, report.assessments, strict=True))
    best = max(rows, key=lambda row: _shared(row[0].span, span), default=None)
    return best if best is not None and _shared(best[0].span, span) > 0 else None


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return 2 * max(0, common) / max(1, (one.end - one.start) + (other.end - other.start))
