"""Findings: what to ask the reporter, each from a rule with a question, a reason and a reference.

A finding rule names the claims it speaks of (``types``, ``kinds``, ``levels``, ``zones``), the words that must stand
in them (``find``) and a ``check`` of ``checks.py`` or ``whole.py`` where words are not enough. A ``needs`` rule fires
where something that must stand near does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from verifier.findings.checks import CLAIM_CHECKS, PLACES, Answer
from verifier.findings.desk import Desk, Known
from verifier.findings.gather import RUN, open_claims, questions, runs
from verifier.findings.whole import DRAFT_CHECKS
from verifier.model import Finding, Match, Report
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

_WEIGHT = {"error": 1.0, "warning": 0.8, "note": 0.3}
_BLANKS = ("source", "claim", "words", "other")
_MARKER = "marker"  # a rule that only marks words for the check of another
_WHOLE_RISK = 50  # of a finding on the draft as a whole, before its severity

_About: TypeAlias = tuple[str, str, str, str]
"""What a rule may ask of a claim before its words are looked at: source type, zone, kind and level."""
_Question: TypeAlias = tuple[str, str, str]
"""A rule, its question and the words it is asked of."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """A finding or needs rule, ready to use."""

    rule: Rule
    types: frozenset[str]
    kinds: frozenset[str]
    levels: frozenset[str]
    zones: frozenset[str]
    words: bool  # asks for a match inside the claim
    within: int  # of a needs rule: sentences in which no claim may be credited
    severity: str
    otherwise: str  # the severity where nothing of ``stakes`` is at stake
    stakes: tuple[str, ...]  # word lists
    cause: str
    priority: int
    message: str
    several: str
    reference: str
    check: Callable[[Desk, int], Answer | None] | None  # on a claim
    places: Callable[[Desk], Iterable[int]] | None  # the claims on which the check may hold; None: on any
    whole: Callable[[Desk, str], Iterator[Answer]] | None  # the check on the draft

    def fits(self, about: _About) -> bool:
        """Whether the rule speaks of claims of this source type, zone, kind and level."""
        kind, zone, sort, level = about
        return (
            (not self.types or kind in self.types)
            and (not self.zones or zone in self.zones)
            and (not self.kinds or sort in self.kinds)
            and (not self.levels or level in self.levels)
        )


class _Asks:
    """The finding rules of a rule set, by how the claims they speak of are found."""

    def __init__(self, rules: RuleSet) -> None:
        asks = [_ask(rule) for kind in ("finding", "needs") for rule in rules.of(kind) if rule.text("check") != _MARKER]
        self.whole = [ask for ask in asks if ask.whole is not None]
        of_claims = [ask for ask in asks if ask.whole is None]
        self.worded = {ask.rule.id: ask for ask in of_claims if ask.words}
        self.placed = [(ask, ask.places) for ask in of_claims if not ask.words and ask.places is not None]
        self._anywhere = [ask for ask in of_claims if not ask.words and ask.places is None]
        self._fitting: dict[_About, tuple[_Ask, ...]] = {}
        self.priority = {ask.rule.id: ask.priority for ask in asks}

    def about(self, about: _About) -> tuple[_Ask, ...]:
        """The rules to try on every claim of this source type, zone, kind and level."""
        fitting = self._fitting.get(about)
        if fitting is None:
            fitting = self._fitting[about] = tuple([ask for ask in self._anywhere if ask.fits(about)])
        return fitting


def _ask(rule: Rule) -> _Ask:
    check = rule.text("check")
    return _Ask(
        rule,
        frozenset(rule.words("types")),
        frozenset(rule.words("kinds")),
        frozenset(rule.words("levels")),
        frozenset(rule.zones),
        bool(rule.find),
        rule.number("within"),
        rule.text("severity", "warning"),
        rule.text("otherwise"),
        rule.words("stakes"),
        rule.text("cause"),
        rule.number("priority"),
        " ".join(rule.message.split()),
        " ".join(" ".join(rule.words("several")).split()),
        rule.references[0] if rule.references else "",
        CLAIM_CHECKS.get(check),
        PLACES.get(check),
        DRAFT_CHECKS.get(check),
    )


class Asker:
    """The finding rules of a rule set, made ready once."""

    def __init__(self, rules: RuleSet) -> None:
        self._asks = _Asks(rules)
        self._known = Known(rules)

    def profiles(self, report: Report) -> tuple[str, ...]:
        """What sort of piece a draft is: ids of rules."""
        return tuple(rule.id for rule in Desk(report, self._known).profiles)

    def ask(self, report: Report) -> tuple[Finding, ...]:
        """The findings of a draft, those that risk most first."""
        desk, asks = Desk(report, self._known), self._asks
        found = [one for ask in asks.whole for one in _of_draft(ask, desk)]
        asked: set[_Question] = set()
        for at, ask, match in _to_try(asks, desk):
            answer = _answer(ask, desk, at, match)
            if answer is not None:
                found.append(_of_claim(ask, desk, at, answer, asked))
        found = _raised(found, desk)
        priority = asks.priority
        return tuple(sorted(found, key=lambda one: (-one.risk, -priority[one.rule], one.span, one.rule)))


def _raised(found: list[Finding], desk: Desk) -> list[Finding]:
    """A run of facts without a source is asked about as a whole where something is at stake in one."""
    bare: dict[str, list[Finding]] = {}
    for one in found:
        if one.cause == RUN and one.several:
            bare.setdefault(one.claim, []).append(one)
    asked: set[str] = set()
    for run in runs(bare, desk.report):
        if any(one.severity != "note" for claim in run for one in bare[claim.id]):
            asked |= {claim.id for claim in run}
    return [replace(one, severity="warning") if _is_bare_note(one) and one.claim in asked else one for one in found]


def _is_bare_note(one: Finding) -> bool:
    return one.severity == "note" and one.cause == RUN and bool(one.several)


def _to_try(asks: _Asks, desk: Desk) -> Iterator[tuple[int, _Ask, Match | None]]:
    """Each claim with each rule that may hold on it, and the words of the rule there; by rule, in reading order.

    A rule whose words are nowhere in the draft is not looked at.
    """
    about = [(own.type, claim.zone, claim.kind, own.resolved) for claim, own in desk.rows]
    for ask in [asks.worded[rule] for rule in desk.matched if rule in asks.worded]:
        for at, match in desk.bearing(ask.rule.id):
            if ask.fits(about[at]):
                yield at, ask, match
    for ask, places in asks.placed:
        for at in places(desk):
            if ask.fits(about[at]):
                yield at, ask, None
    for at, key in enumerate(about):
        for ask in asks.about(key):
            yield at, ask, None


def _answer(ask: _Ask, desk: Desk, at: int, match: Match | None) -> Answer | None:
    """What a rule has to say of one claim that bears its words, if it has any; ``None`` where it does not hold."""
    checked = ask.check(desk, at) if ask.check is not None else None
    if ask.check is not None and checked is None:
        return None
    if ask.rule.kind == "needs" and desk.sourced_near(at, ask.within):
        return None
    if match is None:
        return checked or Answer(desk.rows[at][0].span)
    words = match.span.of(desk.text)
    return checked._replace(words=checked.words or words) if checked is not None else Answer(match.span, words)


def _of_draft(ask: _Ask, desk: Desk) -> Iterator[Finding]:
    if ask.whole is None or (ask.words and not desk.matches(ask.rule.id)):
        return
    for answer in ask.whole(desk, ask.rule.id):
        severity = ask.otherwise if ask.otherwise and answer.grave is False else ask.severity
        risk = round(_WHOLE_RISK * _WEIGHT[severity])
        yield _made(ask, _question(ask, desk, "", answer), answer.span, "", severity, risk)


def _of_claim(ask: _Ask, desk: Desk, at: int, answer: Answer, asked: set[_Question]) -> Finding:
    """A finding on a claim; one ``asked`` before in the same words weighs half, for it is answered once."""
    claim, assessment = desk.rows[at]
    question = _question(ask, desk, claim.id, answer)
    grave = answer.grave if answer.grave is not None else not ask.stakes or bool(desk.at_stake(at, ask.stakes))
    severity = ask.severity if grave or not ask.otherwise else ask.otherwise
    risk = round(assessment.risk * _WEIGHT[severity])
    same = ask.rule.id, question, answer.span.of(desk.text)
    if same in asked:
        risk //= 2
    asked.add(same)
    made = _made(ask, question, answer.span, claim.id, severity, risk)
    if not ask.cause:
        return made
    several = _filled(ask.several, desk, claim.id, answer)
    return replace(made, cause=_cause(ask, desk, at, answer), several=several)


def _cause(ask: _Ask, desk: Desk, at: int, answer: Answer) -> str:
    """What a finding shares with others that one question answers; "" where it shares nothing."""
    claim = desk.rows[at][0]
    if ask.cause == "source":
        return f"source {desk.source_name(claim).casefold()}"
    if ask.cause == "other":
        return f"other {answer.other}"
    if ask.cause == "names":
        names = sorted(desk.names(claim.span))
        return f"{ask.rule.id} {' '.join(names)}" if names else ""
    return ask.cause


def _made(ask: _Ask, question: str, span: Span, claim: str, severity: str, risk: int) -> Finding:
    rule = ask.rule
    return Finding(rule.id, rule.title, question, rule.why, span, claim, severity, risk, ask.reference, rule.status)


def _question(ask: _Ask, desk: Desk, claim: str, answer: Answer) -> str:
    """The question with ``{source}``, ``{claim}``, ``{words}`` and ``{other}`` filled in."""
    return _filled(ask.message, desk, claim, answer)


def _filled(message: str, desk: Desk, claim: str, answer: Answer) -> str:
    for name in _BLANKS:
        blank = "{" + name + "}"
        if blank in message:
            message = message.replace(blank, " ".join(desk.word_for(name, claim, answer).split()))
    return message


__all__ = ["Asker", "open_claims", "questions"]
