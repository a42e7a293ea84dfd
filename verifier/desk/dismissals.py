"""Dismissals laid over a report: those that hold, those reopened by a change, those that nothing needs any more."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from verifier.desk.align import align
from verifier.desk.identity import Identity, identities
from verifier.desk.memory import Dismissal, Memory
from verifier.errors import InputError, did_you_mean
from verifier.model import Finding, Report
from verifier.ruleset import RuleSet
from verifier.spans import Span

ACCEPTED = "accepted"
"""The rule of a claim dismissed as it stands, where no finding is open on it."""

_SAME = 0.8  # as likely a typo mended as not: below this a claim counts as another
_INLINE = re.compile(r"<!--\s*verify:\s*ok\s+(?P<rule>[\w.-]+)[ \t]*(?P<reason>.*)-->", re.DOTALL)
_LINE_END = re.compile(r"\n")
_CLAIM = re.compile(r"C\d+[a-z]?(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one dismissal: it holds, is reopened, unused (the rule is silent) or stale (no such claim)."""

    dismissal: Dismissal
    state: str
    claim: str = ""
    changed: tuple[str, ...] = ()


def judge(report: Report, dismissals: Sequence[Dismissal], rules: RuleSet) -> tuple[Verdict, ...]:
    """What became of each dismissal. One claim answers to one dismissed claim only, the likest."""
    if not dismissals:
        return ()
    known = identities(report, rules)
    kept: dict[str, Identity] = {}
    for dismissal in dismissals:
        kept.setdefault(" ".join(dismissal.claim.words), dismissal.claim)
    pairs = {old: new for new, old in align(kept, known).items()}
    fires = {(found.claim, found.rule) for found in report.findings}
    return tuple(
        _judge(dismissal, pairs.get(" ".join(dismissal.claim.words), ""), known, fires) for dismissal in dismissals
    )


def _judge(dismissal: Dismissal, claim: str, known: Mapping[str, Identity], fires: set[tuple[str, str]]) -> Verdict:
    if not claim:
        return Verdict(dismissal, "stale")
    changed = dismissal.claim.changed(known[claim])
    if not changed and dismissal.claim.likeness(known[claim]) < _SAME:
        return Verdict(dismissal, "stale")
    if dismissal.rule != ACCEPTED and (claim, dismissal.rule) not in fires:
        return Verdict(dismissal, "unused", claim)
    return Verdict(dismissal, "reopened" if changed else "holds", claim, changed)


class Dismissing(NamedTuple):
    """What is to be remembered: the new dismissals, and what they make of a memory."""

    added: tuple[Dismissal, ...]
    change: Callable[[Memory], Memory]


def dismiss(
    report: Report, claims: Sequence[str], rules: RuleSet, *, reason: str, only: Sequence[str] = (), by: str = ""
) -> Dismissing:
    """Every finding of some claims left be (``only``: these findings); each claim keeps its number from now on.

    Raises ``InputError`` where a claim has no such finding.
    """
    known = identities(report, rules)
    pairs = [(claim, rule) for claim in claims for rule in _dismissable(report, claim, only)]
    added = tuple(Dismissal(rule, reason, known[claim], by) for claim, rule in pairs)
    same, gone = {(each.rule, each.claim) for each in added}, set(pairs)

    def change(kept: Memory) -> Memory:
        older = [each for each in kept.dismissed if (each.rule, each.claim) not in same]
        left = [one.dismissal for one in judge(report, older, rules) if (one.claim, one.dismissal.rule) not in gone]
        return Memory((*left, *added), {**(kept.numbers or {}), **known})

    return Dismissing(added, change)


def _dismissable(report: Report, claim: str, only: Sequence[str]) -> Sequence[str]:
    """The findings of a claim to dismiss; a claim without any is dismissed as it stands."""
    found = [each.rule for each in report.findings if each.claim == claim and each.rule != ACCEPTED]
    for name in only:
        if name not in found:
            hint = did_you_mean(name, found) or f" It has {', '.join(found) or 'none'}."
            raise InputError(f"{claim} has no finding “{name}”.{hint}")
    return only or list(dict.fromkeys(found)) or [ACCEPTED]


def apply(report: Report, dismissals: Sequence[Dismissal], rules: RuleSet) -> Report:
    """The report with what was dismissed marked, in its file and in its text; what no longer fits is told in notes."""
    verdicts = judge(report, dismissals, rules)
    reasons = {(each.claim, each.dismissal.rule): each for each in verdicts if each.state in ("holds", "reopened")}
    findings = [_marked(found, reasons.get((found.claim, found.rule))) for found in report.findings]
    findings += [
        _accepted(report, each) for each in verdicts if each.dismissal.rule == ACCEPTED and each.state == "holds"
    ]
    notes = [note for each in verdicts if (note := _note(each))]
    findings, more = _inline(report, findings)
    if findings == list(report.findings) and not notes and not more:
        return report
    document = replace(report.draft.document, notes=(*report.draft.document.notes, *notes, *more))
    return replace(report, findings=tuple(findings), draft=replace(report.draft, document=document))


def _marked(found: Finding, verdict: Verdict | None) -> Finding:
    if verdict is None:
        return found
    if verdict.state == "holds":
        return replace(found, dismissed=verdict.dismissal.reason)
    return replace(found, reopened=f"{verdict.dismissal.reason} (changed: {', '.join(verdict.changed)})")


def _accepted(report: Report, verdict: Verdict) -> Finding:
    span = next(claim.span for claim in report.claims if claim.id == verdict.claim)
    return Finding(
        ACCEPTED, "accepted as it stands", "", "", span, verdict.claim, "note", dismissed=verdict.dismissal.reason
    )


def _note(verdict: Verdict) -> str:
    words = " ".join(verdict.dismissal.claim.words[:10])
    about = f"dismissal of {verdict.dismissal.rule} on “{words} …” ({verdict.dismissal.reason})"
    if verdict.state == "stale":
        return f"Stale {about}: the claim is no longer in the draft."
    if verdict.state == "unused":
        return f"Unused {about}: the rule no longer fires on {verdict.claim}."
    if verdict.state == "reopened" and verdict.dismissal.rule == ACCEPTED:
        return f"Reopened {about}: {', '.join(verdict.changed)} changed in {verdict.claim}."
    return ""


def _inline(report: Report, findings: Sequence[Finding]) -> tuple[list[Finding], list[str]]:
    """Findings marked by ``<!-- verify: ok RULE reason -->``: it speaks of the sentence before it on its line,
    or, at the start of a line, of the line that follows."""
    comments = list(_comments(report.text))
    if not comments:
        return list(findings), []
    marked, notes, places = list(findings), list[str](), _Places(report, findings)
    for comment in comments:
        rule, reason = comment.group("rule"), " ".join(comment.group("reason").split())
        if not reason:
            notes.append(f"The comment “verify: ok {rule}” gives no reason and is not applied.")
            continue
        hit = places.spoken_of(rule, Span(*comment.span()))
        for at in hit:
            marked[at] = replace(marked[at], dismissed=reason)
        if not hit:
            notes.append(f"Unused comment “verify: ok {rule} {reason}”: nothing there to dismiss.")
    return marked, notes


def _comments(text: str) -> Iterator[re.Match[str]]:
    """The comments to this program that are closed; each letter is looked at once."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at)
        if end < 0:
            return
        found = _INLINE.match(text, at, end + 3)
        if found:
            yield found
        at = text.find("<!--", end if found else at + 1)


class _Places:
    """The findings of a report by their claims, its claims by their sentences, its sentences by where they begin."""

    def __init__(self, report: Report, findings: Sequence[Finding]) -> None:
        self._findings: dict[str, list[tuple[str, int]]] = {}
        for at, found in enumerate(findings):
            self._findings.setdefault(found.claim, []).append((found.rule, at))
        self._claims: dict[int, list[str]] = {}
        for claim in report.claims:
            self._claims.setdefault(claim.sentence, []).append(claim.id)
        self._sentences = [each.span.start for each in report.draft.sentences]
        self._lines = [-1, *(found.start() for found in _LINE_END.finditer(report.text)), len(report.text)]

    def spoken_of(self, rule: str, comment: Span) -> list[int]:
        """The places of the findings that a comment speaks of."""
        if _CLAIM.fullmatch(rule):
            return [at for _, at in self._findings.get(rule, ())]
        near = [claim for at in self._near(comment) for claim in self._claims.get(at, ())]
        return [at for claim in near for name, at in self._findings.get(claim, ()) if name == rule]

    def _near(self, comment: Span) -> range:
        """The sentence before the comment on its line, else those of the next line that has any."""
        line = self._lines[bisect_right(self._lines, comment.start - 1) - 1] + 1
        before = bisect_left(self._sentences, comment.start)
        if before and self._sentences[before - 1] >= line:
            return range(before - 1, before)
        after = bisect_left(self._sentences, comment.end)
        if after == len(self._sentences):
            return range(0)
        end = self._lines[bisect_left(self._lines, self._sentences[after])]
        return range(after, bisect_left(self._sentences, end))
