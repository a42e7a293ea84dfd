"""The parts of a report as values that JSON has: claims, attributions, findings, relations, zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from verifier.model import Attribution, Evidence, Factor, Question, Relation, Source, Support, Zone
from verifier.report.labels import shown
from verifier.report.view import View
from verifier.spans import Span

Value: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[int, int | None]
"""Where an attribution stands in the document: its outermost one, and its place inside that."""


def claims(view: View, places: Sequence[Place]) -> Iterator[Value]:
    """The claims with their assessments; ``places`` are those of all attributions."""
    noted = view.report.draft.document.evidence
    for claim, made in view.rows:
        start, end = claim.span
        line, column = view.lines.place(start)
        asked = view.by_claim.get(claim.id, ())
        governing = [places[at] for at in claim.attributions]
        commitment = made.commitment
        yield {
            "id": claim.id,
            "start": start,
            "end": end,
            "line": line,
            "column": column,
            "text": view.text[start:end],
            "sentence": claim.sentence,
            "zone": claim.zone,
            "kind": claim.kind,
            "rule": claim.rule,
            "type": made.type,
            "level": made.level,
            "resolved": made.resolved,
            "mark": shown(made).word,
            "strength": made.strength,
            "resolved_strength": made.resolved_strength,
            "certainty": commitment.certainty,
            "band": commitment.band,
            "certainty_rules": commitment.rules,
            "negative": claim.negative,
            "contested": made.contested,
            "carried": claim.carried,
            "risk": made.risk,
            "factors": list(map(_factor, made.factors)),
            "cap": made.cap,
            "capped_by": made.capped_by,
            "support": _support(made.support) if made.support else None,
            "attributions": list(dict.fromkeys(outer for outer, _ in governing)),
            "nested": [{"attribution": outer, "inside": at} for outer, at in governing if at is not None],
            "unsure": view.is_unsure(claim),
            "findings": [finding.rule for finding in asked],
            "evidence": _evidence(noted, claim.span),
            "dismissed": "; ".join(finding.dismissed for finding in asked if finding.dismissed) or None,
        }


def _evidence(noted: Sequence[Evidence], span: Span) -> list[int]:
    return [at for at, one in enumerate(noted) if one.span.overlaps(span)]


def _support(found: Support) -> Value:
    return {"claim": found.claim, "strength": found.strength, "penalty": found.penalty, "rule": found.rule}


def _factor(factor: Factor) -> Value:
    rule, label, points, span, where = factor
    return {"rule": rule, "label": label, "points": points, "span": _span(span), "where": where}


def attributions(found: Iterable[Attribution], places: Sequence[Place]) -> list[Value]:
    """The attributions that lie in no other's content, each with those in its own."""
    inside: dict[int, list[Value]] = {}
    outer: list[Value] = []
    for one, (outermost, place) in zip(found, places, strict=True):
        if place is None:
            outer.append(_attribution(one))
        else:
            inside.setdefault(outermost, []).append(_attribution(one))
    return [{**one, "inside": inside.get(at, [])} for at, one in enumerate(outer)]


def _attribution(found: Attribution) -> Value:
    return {
        "source": _source(found.source),
        "cue": _span(found.cue),
        "content": list(map(_span, found.content)),
        "quote": found.quote,
        "cue_class": found.cue_class,
        "supports": found.supports,
        "sentence": found.sentence,
        "rule": found.rule,
    }


def _source(source: Source | None) -> Value | None:
    if source is None:
        return None
    full = None
    if source.resolved is not None:
        start, end = source.resolved
        full = {"start": start, "end": end, "name": source.resolved_name, "by": source.resolved_by}
    start, end = source.span
    return {
        "start": start,
        "end": end,
        "name": source.name,
        "type": source.type,
        "also": source.also,
        "rule": source.rule,
        "resolved": full,
        "graded": source.graded or None,
    }


def finding(view: View, one: Question) -> Value:
    """A question as its gravest finding, its place, and the rules and claims of all of them."""
    found = one.first
    line, column = view.lines.place(found.span.start)
    return {
        "rule": found.rule,
        "rules": one.rules,
        "claim": one.claims[0] if one.claims else None,
        "claims": one.claims,
        "severity": one.severity,
        "risk": one.risk,
        "title": found.title,
        "question": one.text,
        "why": found.why,
        "start": found.span.start,
        "end": found.span.end,
        "line": line,
        "column": column,
        "reference": found.reference,
        "status": found.status,
        "dismissed": found.dismissed or None,
        "reopened": found.reopened or None,
    }


def relation(found: Relation) -> Value:
    """How two claims stand to each other."""
    return {
        "kind": found.kind,
        "rule": found.rule,
        "draft": found.draft,
        "claim": found.claim,
        "start": found.span.start,
        "end": found.span.end,
        "other_draft": found.other_draft,
        "other_claim": found.other_claim,
        "other": _span(found.other_span),
        "why": found.why,
        "words": found.words,
        "topic": found.topic,
        "also": found.also,
        "independence": found.independence,
        "source": found.source,
        "other_source": found.other_source,
        "other_text": found.other_text,
        "where": found.where,
    }


def zone(found: Zone) -> Value:
    """A passage of the page."""
    start, end = found.span
    return {"kind": found.kind, "start": start, "end": end, "paragraph": found.paragraph, "rule": found.rule}


def _span(span: Span | None) -> Value | None:
    return None if span is None else {"start": span.start, "end": span.end}
