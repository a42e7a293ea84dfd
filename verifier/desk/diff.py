"""Two drafts of one story: what was mended, what is new, what got weaker, what was let be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verifier.desk.align import align
from verifier.desk.identity import identities
from verifier.desk.numbers import numbers, renumber
from verifier.model import Assessment, Attribution, Claim, Finding, Report
from verifier.ruleset import RuleSet
from verifier.spans import Span

STATES = ("weaker", "new", "fixed", "stronger", "gone", "dismissed", "unchanged")


@dataclass(frozen=True, slots=True)
class Change:
    """One claim in both drafts, or in one. ``dropped`` names the source that the edit took away."""

    state: str
    id: str
    old: tuple[Claim, Assessment] | None
    new: tuple[Claim, Assessment] | None
    opened: tuple[Finding, ...] = ()
    closed: tuple[Finding, ...] = ()
    dropped: str = ""

    @property
    def gain(self) -> int:
        """Points won, or lost where negative."""
        before = self.old[1].resolved_strength if self.old else None
        after = self.new[1].resolved_strength if self.new else None
        return (after or 0) - (before or 0)


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes, what to do first first; ``new`` is the new report with the old numbers."""

    old: Report
    new: Report
    changes: tuple[Change, ...]


def diff(old: Report, new: Report, rules: RuleSet) -> Diff:
    """Every claim of either draft with what became of it."""
    pairs = align(identities(old, rules), identities(new, rules))
    new = renumber(new, numbers(new, pairs, (claim.id for claim in old.claims)))
    before, after = _rows(old), _rows(new)
    changes = [_change(name, before, after, old, new) for name in dict.fromkeys((*after, *before))]
    return Diff(old, new, tuple(sorted(changes, key=_order)))


def _rows(report: Report) -> dict[str, tuple[Claim, Assessment]]:
    return {row[0].id: row for row in zip(report.claims, report.assessments, strict=True)}


def _change(
    name: str,
    before: Mapping[str, tuple[Claim, Assessment]],
    after: Mapping[str, tuple[Claim, Assessment]],
    old: Report,
    new: Report,
) -> Change:
    was, now = before.get(name), after.get(name)
    had, has = _findings(old, name), _findings(new, name)
    opened = tuple(found for rule, found in has.items() if rule not in had)
    closed = tuple(found for rule, found in had.items() if rule not in has)
    dropped = "; ".join(_lost(old, was[0], new, now)) if was else ""
    change = Change("", name, was, now, opened, closed, dropped)
    state = _state(change, dismissed=any(found.claim == name and found.dismissed for found in new.findings))
    return Change(state, name, was, now, opened, closed, dropped)


def _findings(report: Report, claim: str) -> dict[str, Finding]:
    return {found.rule: found for found in report.findings if found.claim == claim and not found.dismissed}


def _state(change: Change, *, dismissed: bool) -> str:
    if change.old is None:
        return "new"
    if change.new is None and not change.dropped:
        return "gone"
    if change.dropped or change.gain < 0 or (change.opened and not change.gain):
        return "weaker"
    if dismissed and not change.gain:
        return "dismissed"
    if change.closed and not change.opened:
        return "fixed"
    return "stronger" if change.gain else "unchanged"


def _lost(old: Report, was: Claim, new: Report, now: tuple[Claim, Assessment] | None) -> Iterator[str]:
    """Sources that stood behind the claim, when none does any more and its words are still there."""
    bare = not list(_supporting(new, now[0])) if now else _words(old, was.span) in _words(new, Span(0, len(new.text)))
    if bare:
        names = (found.source.resolved_name or found.source.name for found in _supporting(old, was) if found.source)
        yield from dict.fromkeys(names)


def _words(report: Report, span: Span) -> str:
    """The words under a span, each between spaces."""
    tokens = report.draft.tokens
    places = range(bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end))
    return f" {' '.join(tokens.words[at] for at in places if any(map(str.isalnum, tokens.words[at])))} "


def _supporting(report: Report, claim: Claim) -> Iterator[Attribution]:
    for index in claim.attributions:
        found = report.attributions[index]
        if found.supports and found.source is not None and found.source.type:
            yield found


def _order(change: Change) -> tuple[int, int, int, int]:
    """A dropped attribution first, then the state, then the gravest risk, then reading order."""
    row = change.new or change.old
    risk = row[1].risk if row else 0
    return not change.dropped, STATES.index(change.state), -risk, row[0].span.start if row else 0
