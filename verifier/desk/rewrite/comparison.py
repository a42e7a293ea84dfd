"""A rewrite compared: every drift told as a finding and as a relation of two claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from verifier.desk.rewrite import firmness, keeping, matter, quotation, who
from verifier.desk.rewrite.beside import Beside, Drift
from verifier.desk.rewrite.language import language
from verifier.model import Assessment, Claim, Finding, Relation, Report
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

Check = Callable[[Beside, Rule], Iterator[Drift]]

CHECKS: Mapping[str, Check] = {
    "quotation-altered": quotation.altered,
    "quotation-absent": quotation.absent,
    "quotation-marked": quotation.marked,
    "quotation-speaker": quotation.speaker,
    "quotation-paraphrased": quotation.paraphrased,
    "attribution-dropped": who.dropped,
    "attribution-added": who.added,
    "source-retyped": who.retyped,
    "source-characterised": who.characterised,
    "verb": firmness.verb,
    "gained": firmness.gained,
    "hedge-dropped": firmness.hedge,
    "hedge-settled": firmness.settled,
    "negation": firmness.negation,
    "bound-dropped": matter.bound,
    "hedge-added": firmness.hedge_added,
    "number-new": matter.number,
    "number-lost": matter.count,
    "lost": matter.lost,
    "fact-added": matter.added,
    "omitted": keeping.omitted,
    "omitted-denial": keeping.omitted_denial,
}
_RISK = {"error": 80, "warning": 60, "note": 30}
_GRAVE = 100  # of a finding that leads the report
_MOST = 99  # of any other


class Comparer:
    """Everything that the rules say of rewrites, compiled once."""

    def __init__(self, rules: RuleSet) -> None:
        self._language = language(rules)
        ordered = sorted(rules.of("drift"), key=lambda rule: (-rule.number("priority"), rule.id))
        self._checks = [(rule, CHECKS[rule.text("check")]) for rule in ordered]

    def beside(self, draft: Report, originals: Sequence[Report]) -> Beside:
        """A rewrite beside its originals, to be looked at."""
        return Beside(draft, originals, self._language)

    def compare(self, draft: Report, originals: Sequence[Report]) -> Report:
        """The draft’s report with every drift from its originals."""
        beside = self.beside(draft, originals)
        drifts = [told for rule, check in self._checks for told in _told(beside, rule, check)]
        findings = [_finding(beside, rule, drift, claim) for rule, drift, claim in _first(drifts)]
        capped = {claim.id: rule.id for rule, _, claim in drifts if rule.flag("leads") and claim is not None}
        return replace(
            draft,
            relations=(*draft.relations, *(_relation(beside, *told) for told in drifts)),
            findings=tuple(sorted((*draft.findings, *findings), key=lambda found: -found.risk)),
            assessments=tuple(_capped(draft, capped)),
            rewrite=keeping.kept(beside),
        )


Told = tuple[Rule, Drift, Claim | None]


def _told(beside: Beside, rule: Rule, check: Check) -> Iterator[Told]:
    """The drifts of one rule with the claims they belong to: one a claim, but for those that lead."""
    told: set[object] = set()
    for drift in check(beside, rule):
        claim = _claim(beside, drift.near or drift.place)
        place = claim.id if claim else (drift.place, drift.other)
        if place not in told or rule.flag("leads"):
            yield rule, drift, claim
        told.add(place)


def _first(drifts: Iterable[Told]) -> Iterator[Told]:
    """The drifts to ask about: of what is left out, each that leads a list stands for all of it."""
    listed: set[str] = set()
    for rule, drift, claim in drifts:
        if rule.id not in listed:
            yield rule, drift, claim
        if rule.flag("lists"):
            listed.add(rule.id)


def _claim(beside: Beside, place: Span) -> Claim | None:
    """The claim of the rewrite that shares most with a place; else the nearest of its sentence."""
    tokens = beside.draft.tokens
    first, last = tokens.range(place)
    sentence = tokens.sentence(first) if last > first else -1
    claims: Iterable[Claim] = beside.draft.claims.get(sentence, ())
    return max(claims, key=lambda claim: (_shared(claim.span, place), -claim.span.start), default=None)


def _shared(one: Span, other: Span) -> int:
    """Letters that two spans share; where they share none, how far they are apart, negative."""
    return min(one.end, other.end) - max(one.start, other.start)


def _capped(draft: Report, capped: Mapping[str, str]) -> Iterator[Assessment]:
    """The assessments; a claim that rests on words nobody spoke so is never High."""
    for claim, own in zip(draft.claims, draft.assessments, strict=True):
        rule = capped.get(claim.id)
        high = own.cuts[0] - 1
        yield replace(own, cap=high, capped_by=rule) if rule and own.cap > high else own


def _finding(beside: Beside, rule: Rule, drift: Drift, claim: Claim | None) -> Finding:
    severity = rule.text("severity", "warning")
    risk = (
        _GRAVE
        if rule.flag("leads")
        else min(_MOST, max(beside.risks.get(claim.id, 0) if claim else 0, _RISK[severity]))
    )
    return Finding(
        rule.id,
        rule.title,
        _question(beside, rule, drift),
        rule.why,
        drift.place,
        claim.id if claim else "",
        severity,
        risk=risk,
        reference=rule.references[0] if rule.references else "",
        status=rule.status,
    )


def _question(beside: Beside, rule: Rule, drift: Drift) -> str:
    several = " ".join(rule.words("several")) if len(beside.sides) > 1 else ""
    words = drift.words or beside.draft.shown(drift.place)
    other = drift.was or beside.shown(drift)
    return (several or rule.message).replace("{words}", _short(words)).replace("{other}", _short(other))


def _short(words: str, most: int = 90) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def _relation(beside: Beside, rule: Rule, drift: Drift, claim: Claim | None) -> Relation:
    side = beside.sides[drift.side] if drift.side >= 0 else None
    return Relation(
        "drift",
        rule.id,
        beside.draft.report.name,
        claim.id if claim else "",
        claim.span if claim and claim.span.covers(drift.place) and not rule.flag("leads") else drift.place,
        side.report.name if side else "",
        _other_claim(beside, drift),
        drift.other,
        rule.title,
        topic=rule.type,
        words=tuple(filter(None, (drift.words or beside.draft.shown(drift.place), drift.was))),
        other_text=beside.shown(drift),
        where=rule.where,
    )


def _other_claim(beside: Beside, drift: Drift) -> str:
    if drift.side < 0 or drift.other is None:
        return ""
    side = beside.sides[drift.side]
    first, last = side.tokens.range(drift.other)
    claims = side.claims.get(side.tokens.sentence(first), ()) if last > first else ()
    place = drift.other
    return max(claims, key=lambda one: _shared(one.span, place)).id if claims else ""
