"""The reasons of each weak claim: the sentence with its evidence in bold, the arithmetic, what would raise it."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Assessment, Claim
from verifier.report.labels import CERTAINTY, VIEW, shown, type_label
from verifier.report.marks import evidence_of
from verifier.report.tables import code, escape, marked, opening, quoted, rule_link, table
from verifier.report.view import View
from verifier.report.words import cut, flat
from verifier.spans import Span


def why(view: View) -> Iterator[str]:
    """One block a weak claim, in reading order; the writer's own views are only counted."""
    weak = list(view.weak())
    if view.rows:
        yield "Claims below Moderate only; `verify explain DRAFT:C01` shows any other."
    for claim, assessment in weak:
        yield from _block(view, claim, assessment)
    views = [claim.id for claim, assessment in view.rows if shown(assessment) is VIEW]
    if views:
        yield f"The writer’s own view, not marked as such or credited to anyone: {', '.join(views)}."


def _block(view: View, claim: Claim, assessment: Assessment) -> Iterator[str]:
    mark = shown(assessment)
    yield f"### {claim.id} {mark.sign} {mark.word}, {assessment.resolved_strength}"
    yield f"> {opening(marked(view.text, _evidence(view, claim, assessment), within=view.sentence_of(claim)))}"
    if view.sentence_of(claim) != claim.span:
        yield f"The claim: {quoted(cut(claim.span.of(view.text), 160))}"
    yield arithmetic(view, assessment)
    yield "\n".join(f"- {line}" for line in _remarks(view, claim, assessment))


def _evidence(view: View, claim: Claim, assessment: Assessment) -> list[Span]:
    """What decided: source, cue, and the words of factors and certainty."""
    spans = [factor.span for factor in assessment.factors if factor.span is not None]
    spans += assessment.commitment.spans
    for found in view.attributions_of(claim):
        spans += [span for span in (found.cue, found.source.span if found.source else None) if span is not None]
    return [span for span in spans if not span.covers(claim.span)]


def arithmetic(view: View, assessment: Assessment) -> str:
    """The sum as a table: rule, where it stands, the words it took, points, total."""
    rows: list[list[object]] = []
    for factor in assessment.factors:
        words = quoted(cut(factor.span.of(view.text), 50)) if factor.span else escape(factor.label)
        rows.append([code(factor.rule), code(factor.where), words, signed(factor.points, first=not rows)])
    total = sum(factor.points for factor in assessment.factors)
    if total > assessment.cap:
        name = code(assessment.capped_by) or "cap"
        rows.append([name, "", "no more than", assessment.cap])
    rows.append(["**as written**", "", "", f"**{assessment.strength}**"])
    support = assessment.support
    if support and assessment.resolved_strength != assessment.strength:
        rows.append([code(support.rule), "", f"{support.claim} has {support.strength}, less {support.penalty}",
                     f"**{assessment.resolved_strength}**"])  # fmt: skip
    return table(["Rule", "Where", "Found", "Points"], rows, widths=[26, 26, 34, 8], align="lllr")


def signed(points: int, *, first: bool = False) -> str:
    """Points with their sign, a true minus; the base has none."""
    if first:
        return str(points)
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def _remarks(view: View, claim: Claim, assessment: Assessment) -> Iterator[str]:
    for found in view.findings_of(claim.id):
        yield f"{escape(found.title)}: {escape(found.question)} {rule_link(found.rule, view.pages)}"
    words = ", ".join(quoted(cut(span.of(view.text), 40)) for span in assessment.commitment.spans[:3])
    certainty = CERTAINTY[assessment.commitment.certainty]
    yield f"Type: {type_label(assessment.type)}. The text states it as {certainty}{f' ({words})' if words else ''}."
    for item in evidence_of(view, claim):
        yield f"In notes, {item.kind}: {escape(cut(flat(item.target), 160))}"
    if assessment.contested:
        yield "Another source in the draft disputes it."
