"""Findings: what to ask the reporter, each from a rule with a question, a reason and a reference.

A finding rule names the claims it speaks of (``types``, ``kinds``, ``levels``, ``zones``), the words that must stand
in them (``find``) and a ``check`` of ``checks.py`` or ``whole.py`` where words are not enough. A ``needs`` rule fires
where something that must stand near does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.findings.checks import CLAIM_CHECKS, Answer
from verifier.findings.desk import Desk
from verifier.findings.whole import DRAFT_CHECKS
from verifier.model import Finding, Report
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

_WEIGHT = {"error": 1.0, "warning": 0.8, "note": 0.3}
_BLANKS = ("source", "claim", "words", "other")
_WHOLE_RISK = 50  # of a finding on the draft as a whole, before its severity


@dataclass(frozen=True, slots=True)
class _Ask:
    """A finding or needs rule, ready to use."""

    rule: Rule
    check: str
    types: frozenset[str]
    kinds: frozenset[str]
    levels: frozenset[str]
    zones: frozenset[str]
    words: bool  # asks for a match inside the claim
    needs: str
    within: int
    severity: str
    priority: int
    message: str
    blanks: tuple[str, ...]  # what the message names


def _asks(rules: RuleSet) -> tuple[_Ask, ...]:
    return tuple(
        _Ask(
            rule,
            rule.text("check"),
            frozenset(rule.words("types")),
            frozenset(rule.words("kinds")),
            frozenset(rule.words("levels")),
            frozenset(rule.zones),
            bool(rule.find),
            rule.text("unless"),
            rule.number("within"),
            rule.text("severity", "warning"),
            rule.number("priority"),
            " ".join(rule.message.split()),
            tuple(name for name in _BLANKS if "{" + name + "}" in rule.message),
        )
        for kind in ("finding", "needs")
        for rule in rules.of(kind)
        if not rule.text("check").startswith("relation")
    )


def find(report: Report, rules: RuleSet) -> tuple[Finding, ...]:
    """The findings of a draft, those that risk most first."""
    desk = Desk(report, rules)
    asks = [ask for ask in rules.once(_asks) if not ask.words or desk.matches(ask.rule.id)]
    found = [one for ask in asks for one in _of_draft(ask, desk)]
    worded = [ask for ask in asks if ask.words and ask.check not in DRAFT_CHECKS]
    plain = [ask for ask in asks if not ask.words and ask.check not in DRAFT_CHECKS]
    for ask in worded:
        for bearer in desk.bearing(ask.rule.id):
            found += _asked(ask, desk, desk.by_id[bearer])
    by_type: dict[tuple[str, str], list[_Ask]] = {}
    for at, (claim, assessment) in enumerate(desk.rows):
        key = (assessment.type, claim.zone.value)
        if key not in by_type:
            by_type[key] = [ask for ask in plain if _fits(ask, *key)]
        for ask in by_type[key]:
            found += _asked(ask, desk, at)
    return tuple(sorted(_once(found), key=lambda one: (-one.risk, -_rank(one, rules), one.span, one.rule)))


def _fits(ask: _Ask, kind: str, zone: str) -> bool:
    return (not ask.types or kind in ask.types) and (not ask.zones or zone in ask.zones)


def _asked(ask: _Ask, desk: Desk, at: int) -> Iterator[Finding]:
    """The finding of a rule on one claim, if it holds there."""
    claim, assessment = desk.rows[at]
    if not _fits(ask, assessment.type, claim.zone.value) or (ask.kinds and claim.kind.value not in ask.kinds):
        return
    if ask.levels and assessment.resolved.value not in ask.levels:
        return
    answer = _answer(ask, desk, at)
    if answer is not None:
        yield _finding(ask, desk, at, answer)


def _answer(ask: _Ask, desk: Desk, at: int) -> Answer | None:
    """What a rule has to say of one claim; ``None`` where it does not hold."""
    claim, _ = desk.rows[at]
    answer = Answer(claim.span)
    if ask.words:
        match = desk.match_in(ask.rule.id, claim)
        if match is None:
            return None
        answer = Answer(match.span, words=match.span.of(desk.text))
    if ask.check and ask.check in CLAIM_CHECKS:
        checked = CLAIM_CHECKS[ask.check](desk, at)
        if checked is None:
            return None
        answer = Answer(checked.span, words=checked.words or answer.words, other=checked.other)
    if ask.rule.kind == "needs" and desk.sourced_near(at, ask.within):
        return None
    return answer


def _of_draft(ask: _Ask, desk: Desk) -> Iterator[Finding]:
    if ask.check not in DRAFT_CHECKS:
        return
    for answer in DRAFT_CHECKS[ask.check](desk, ask.rule.id):
        risk = round(_WHOLE_RISK * _WEIGHT[ask.severity])
        yield _made(ask, desk, "", answer, risk)


def _finding(ask: _Ask, desk: Desk, at: int, answer: Answer) -> Finding:
    claim, assessment = desk.rows[at]
    return _made(ask, desk, claim.id, answer, round(assessment.risk * _WEIGHT[ask.severity]))


def _made(ask: _Ask, desk: Desk, claim: str, answer: Answer, risk: int) -> Finding:
    rule = ask.rule
    return Finding(
        rule=rule.id,
        title=rule.title,
        question=_filled(ask, desk, claim, answer),
        why=rule.why,
        span=answer.span,
        claim=claim,
        severity=ask.severity,
        risk=risk,
        reference=rule.references[0] if rule.references else "",
        status=rule.status,
    )


def _filled(ask: _Ask, desk: Desk, claim: str, answer: Answer) -> str:
    """The question with ``{source}``, ``{claim}``, ``{words}`` and ``{other}`` filled in."""
    message = ask.message
    for name in ask.blanks:
        message = message.replace("{" + name + "}", " ".join(desk.word_for(name, claim, answer).split()))
    return message


def _rank(one: Finding, rules: RuleSet) -> int:
    return rules.rules[one.rule].number("priority") if one.rule in rules.rules else 0


def _once(found: list[Finding]) -> list[Finding]:
    """Each rule once a claim, and once for the same words of several claims."""
    seen: set[tuple[str, str, Span]] = set()
    kept = []
    for one in found:
        key = (one.rule, one.claim, one.span)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


__all__ = ["find"]
