"""Reports made by hand: what the renderers and the desk are tested with, without rules or stages."""

from __future__ import annotations

from dataclasses import replace

from verifier.model import (
    Assessment,
    Attribution,
    Certainty,
    Claim,
    Commitment,
    Document,
    Draft,
    Factor,
    Finding,
    Kind,
    Report,
    RuleSetId,
    Sentence,
    Source,
    Support,
    Tokens,
    Zone,
    ZoneKind,
)
from verifier.spans import Span

RULES = RuleSetId("test", "1", "ab" * 32)
CUTS = (75, 50, 25)


def span(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def assessment(kind: str, *points: int, cap: int = 100, where: Span | None = None, **more: object) -> Assessment:
    """An assessment whose factors are ``points``, the first its base."""
    factors = tuple(
        Factor(
            f"rule-{at}", "nothing found" if at else kind, number, None if at else where, f"rules/house.yml:{at + 1}"
        )
        for at, number in enumerate(points)
    )
    made = Assessment(kind, factors, cap, Commitment(Certainty.CERTAIN), CUTS)
    return replace(made, **more)  # type: ignore[arg-type]


def report(text: str, *, name: str = "draft.txt", sources: bool = True) -> Report:
    """One claim a line of ``text``; the kinds of assessment take turns. An empty text has none."""
    sentences, zones, claims, attributions = [], [], [], []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            where = Span(at, at + len(line))
            zone = Zone(ZoneKind.BODY if sentences else ZoneKind.HEADLINE, where, len(zones))
            zones.append(zone)
            sentences.append(Sentence(len(sentences), where, zone))
            first = Span(where.start, where.start + max(1, len(line.split()[0])))
            if sources:
                attributions.append(
                    Attribution(
                        Source(first, first.of(text), "official_unnamed"), None, (where,), len(sentences) - 1, "said"
                    )
                )
            claims.append(
                Claim(f"C{len(claims) + 1:02}", where, len(sentences) - 1, zone.kind, Kind.FACT,
                      (len(attributions) - 1,) if sources else ())
            )  # fmt: skip
        at += len(line) + 1
    kinds = [
        assessment("uncited_assertion", 15, cap=24),
        assessment("official_unnamed", 50, -5, where=claims[0].span if claims else None),
        assessment("official_named", 80, 4),
        assessment("uncited_analysis", 12, cap=24),
        assessment("no_comment", scored=False),
        assessment("uncited_assertion", 15, cap=24, support=Support("C02", 55, 4, "headline-inherits")),
    ]
    assessments = tuple(kinds[index % len(kinds)] for index in range(len(claims)))
    findings = tuple(
        Finding("number-without-source", "a number without a source", f"Who counted, for {claim.id}?", "Readers ask.",
                claim.span, claim.id, "error" if claim.zone is ZoneKind.HEADLINE else "warning", risk=90)
        for claim, made in zip(claims, assessments, strict=True)
        if made.type == "uncited_assertion"
    )  # fmt: skip
    document = Document(name, text, text, ())
    draft = Draft(document, tuple(zones), tuple(sentences), Tokens([], [], [], [], "", [(0, 0)] * len(sentences)))
    return Report(draft, tuple(attributions), tuple(claims), assessments, findings, RULES)
