"""Two drafts of one story: what was mended, what is new, what got weaker, what was let be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    before, after = _Side(old), _Side(new)
    changes = [_change(name, before, after) for name in dict.fromkeys((*after.rows, *before.rows))]
    return Diff(old, new, tuple(sorted(changes, key=_order)))


class _Side:
    """One of the two drafts with its look-ups made once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.rows = {row[0].id: row for row in zip(report.claims, report.assessments, strict=True)}
        self.words = _words(report, Span(0, len(report.text)))
        self.dismissed = frozenset(found.claim for found in report.findings if found.dismissed)
        self.open: dict[str, dict[str, Finding]] = {}
        for found in report.findings:
            if not found.dismissed:
                self.open.setdefault(found.claim, {})[found.rule] = found


def _change(name: str, old: _Side, new: _Side) -> Change:
    was, now = old.rows.get(name), new.rows.get(name)
    had, has = old.open.get(name, {}), new.open.get(name, {})
    opened = tuple(found for rule, found in has.items() if rule not in had)
    closed = tuple(found for rule, found in had.items() if rule not in has)
    dropped = "; ".join(_lost(old, was[0], new, now)) if was else ""
    change = Change("", name, was, now, opened, closed, dropped)
    return replace(change, state=_state(change, dismissed=name in new.dismissed))


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


def _lost(old: _Side, was: Claim, new: _Side, now: tuple[Claim, Assessment] | None) -> Iterator[str]:
    """Sources that stood behind the claim, when none does any more and its words are still there."""
    bare = not list(_supporting(new.report, now[0])) if now else _words(old.report, was.span) in new.words
    if bare:
        found = (each.source for each in _supporting(old.report, was))
        yield from dict.fromkeys(source.resolved_name or source.name for source in found if source)


def _words(report: Report, span: Span) -> str:
    """The words under a span, each between spaces."""
    tokens = report.draft.tokens
    words = tokens.words[slice(*tokens.range(span))]
    return f" {' '.join(word for word in words if any(map(str.isalnum, word)))} "


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
