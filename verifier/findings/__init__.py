"""Findings: what to ask the reporter, each from a rule with a question, a reason and a reference.

A finding rule names the claims it speaks of (``types``, ``kinds``, ``levels``, ``zones``), the words that must stand
in them (``find``) and a ``check`` of ``checks.py`` or ``whole.py`` where words are not enough. A ``needs`` rule fires
where something that must stand near does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from verifier.errors import Fault, RuleError, did_you_mean
from verifier.findings.checks import CLAIM_CHECKS, Answer
from verifier.findings.desk import Desk
from verifier.findings.whole import DRAFT_CHECKS
from verifier.model import Finding, Report
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

_WEIGHT = {"error": 1.0, "warning": 0.8, "note": 0.3}
_BLANKS = ("source", "claim", "words", "other")
_MARKER = "marker"  # a rule that only marks words for the check of another
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
    tried: Callable[[Desk, int], Answer | None] | None  # the check on a claim


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
            CLAIM_CHECKS.get(rule.text("check")),
        )
        for kind in ("finding", "needs")
        for rule in rules.of(kind)
        if _known(rule) != _MARKER
    )


def _known(rule: Rule) -> str:
    """The check of a rule; a name that no check has is a fault."""
    check = rule.text("check")
    names = (*CLAIM_CHECKS, *DRAFT_CHECKS, _MARKER)
    if check and check not in names:
        message = f"unknown check “{check}” in the rule “{rule.id}”.{did_you_mean(check, names)}"
        raise RuleError([Fault(rule.path, rule.line, 0, message)])
    return check


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
    fitting: dict[tuple[str, ...], list[_Ask]] = {}
    for at, (claim, assessment) in enumerate(desk.rows):
        key = (assessment.type, claim.zone, claim.kind, assessment.resolved)
        if key not in fitting:
            fitting[key] = [ask for ask in plain if _fits(ask, *key)]
        for ask in fitting[key]:
            answer = _answer(ask, desk, at)
            if answer is not None:
                found.append(_finding(ask, desk, at, answer))
    return tuple(sorted(_once(found, desk.text), key=lambda one: (-one.risk, -_rank(one, rules), one.span, one.rule)))


def _fits(ask: _Ask, kind: str, zone: str, sort: str, level: str) -> bool:
    """Whether a rule speaks of claims of this source type, zone, kind and level."""
    asked = ((ask.types, kind), (ask.zones, zone), (ask.kinds, sort), (ask.levels, level))
    return all(not wanted or value in wanted for wanted, value in asked)


def _asked(ask: _Ask, desk: Desk, at: int) -> Iterator[Finding]:
    """The finding of a rule on one claim, if it holds there."""
    claim, assessment = desk.rows[at]
    if _fits(ask, assessment.type, claim.zone, claim.kind, assessment.resolved):
        answer = _answer(ask, desk, at)
        if answer is not None:
            yield _finding(ask, desk, at, answer)


def _answer(ask: _Ask, desk: Desk, at: int) -> Answer | None:
    """What a rule has to say of one claim; ``None`` where it does not hold."""
    claim, _ = desk.rows[at]
    match = desk.match_in(ask.rule.id, claim) if ask.words else None
    if ask.words and match is None:
        return None
    checked = ask.tried(desk, at) if ask.tried is not None else None
    if ask.tried is not None and checked is None:
        return None
    if ask.rule.kind == "needs" and desk.sourced_near(at, ask.within):
        return None
    words = match.span.of(desk.text) if match is not None else ""
    if checked is not None:
        return Answer(checked.span, checked.words or words, checked.other)
    return Answer(match.span if match is not None else claim.span, words)


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


def _once(found: list[Finding], text: str) -> list[Finding]:
    """Each rule once a claim; asked again in the same words it weighs half, for it is answered once."""
    seen: set[tuple[str, str, Span]] = set()
    asked: set[tuple[str, str, str]] = set()
    kept = []
    for one in found:
        key = (one.rule, one.claim, one.span)
        if key in seen:
            continue
        seen.add(key)
        words = (one.rule, one.question, one.span.of(text))
        again = bool(one.claim) and words in asked
        asked.add(words)
        kept.append(replace(one, risk=one.risk // 2) if again else one)
    return kept


__all__ = ["find"]
