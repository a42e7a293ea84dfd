"""The reasons behind what leads a report: each claim with the words that gave it points, and their sum."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Assessment, Factor
from verifier.report.labels import shown, told_as, type_label
from verifier.report.tables import code, escape, table
from verifier.report.view import View
from verifier.report.words import cut

_WORDS = 40


def why(view: View) -> Iterator[str]:
    """One row a leading question, for its first claim, in reading order; nothing where none is asked about."""
    rules = {one.claims[0]: one.rules for one in reversed(view.lead) if one.claims}
    rows = [
        [f"**{claim.id}**", f"{shown(own).sign}\u00a0{shown(own).word}", arithmetic(view, own),
         ", ".join(map(code, rules[claim.id]))]
        for claim, own in view.rows
        if claim.id in rules
    ]  # fmt: skip
    if rows:
        head = ["#", "Level", "What was found, and its points", "Asked by"]
        yield table(head, rows, widths=[8, 18, 66, 28], align="llll")


def arithmetic(view: View, assessment: Assessment) -> str:
    """The sum in one line: words and points, the cap, what another claim lends."""
    told = [_factor(view, factor) for factor in assessment.factors[1:]]
    if assessment.factors:
        told = [f"{escape(type_label(assessment.type))} {_factor(view, assessment.factors[0], first=True)}", *told]
    total = sum(factor.points for factor in assessment.factors)
    if total > assessment.cap:
        told.append(f"no more than {assessment.cap}")
    if len(told) > 1:
        told.append(f"= {assessment.strength}")
    support = assessment.support
    if support and assessment.resolved_strength != assessment.strength:
        lent = f"{support.claim} credits it with {support.strength}, less {support.penalty}"
        told.append(f"{lent} = {assessment.resolved_strength}")
    if assessment.commitment.spans:
        words = escape(cut(assessment.commitment.spans[0].of(view.text), _WORDS))
        told.append(f"told as {told_as(assessment.commitment)} (“{words}”)")
    if assessment.contested:
        told.append("disputed in the draft")
    return ", ".join(told).replace(", =", " =")


def _factor(view: View, factor: Factor, *, first: bool = False) -> str:
    label = "" if first else escape(factor.label)
    words = f"“{escape(cut(factor.span.of(view.text), _WORDS))}”" if factor.span else label
    return f"{words} {signed(factor.points, first=first)}".strip()


def signed(points: int, *, first: bool = False) -> str:
    """Points with their sign, a true minus; the base has none."""
    if first:
        return str(points)
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"
