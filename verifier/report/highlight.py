"""The draft with its claims marked, as HTML: claims may lie inside each other, tags may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from verifier.model import Assessment, Claim, Zone
from verifier.report.labels import CHECK, shown
from verifier.report.pictures import name_of
from verifier.report.view import View
from verifier.spans import Span


def draft(view: View) -> Iterator[str]:
    """A paragraph a zone; each stretch of a claim is a link to its reasons, the decisive words in bold."""
    for zone in view.report.draft.zones:
        rows = [row for row in view.rows if zone.span.covers(row[0].span)]
        yield f'<p class="{zone.kind}" dir="auto">{"".join(_paragraph(view, zone, rows))}</p>'


def _paragraph(view: View, zone: Zone, rows: Sequence[tuple[Claim, Assessment]]) -> Iterator[str]:
    prose = view.report.draft.document.prose
    bold = _evidence(view, rows)
    edges = {zone.span.start, zone.span.end}
    for span in [*(claim.span for claim, _ in rows), *bold]:
        edges |= {min(max(edge, zone.span.start), zone.span.end) for edge in span}
    places = sorted(edges)
    stretches = [(Span(a, b), _owner(rows, a)) for a, b in pairwise(places)]
    last = {owner[0].id: span.end for span, owner in stretches if owner}
    seen: set[str] = set()
    at = 0
    while at < len(stretches):
        owner = stretches[at][1]
        run = at
        while run < len(stretches) and stretches[run][1] is owner:
            run += 1
        words = "".join(_words(prose, span, bold) for span, _ in stretches[at:run])
        yield _link(view, owner, words, seen, ends=stretches[run - 1][0].end == last[owner[0].id]) if owner else words
        at = run


def _owner(rows: Sequence[tuple[Claim, Assessment]], at: int) -> tuple[Claim, Assessment] | None:
    """The smallest claim that holds a letter."""
    around = [row for row in rows if row[0].span.start <= at < row[0].span.end]
    return min(around, key=lambda row: row[0].span.end - row[0].span.start, default=None)


def _link(view: View, row: tuple[Claim, Assessment], words: str, seen: set[str], *, ends: bool) -> str:
    claim, assessment = row
    mark = shown(assessment)
    check = claim.id in view.checks
    first = "" if claim.id in seen else f' id="a-{claim.id}"'
    seen.add(claim.id)
    sign = CHECK.sign if check else mark.sign
    number = f"<sup>{sign}{claim.id.lstrip('C')}</sup>" if ends else ""
    name = "CHECK" if check else name_of(mark)
    return f'<a class="claim {name}" href="#p-{claim.id}" data-claim="{claim.id}"{first}>{words}{number}</a>'


def _words(prose: str, span: Span, bold: Sequence[Span]) -> str:
    words = escape(span.of(prose))
    return f"<b>{words}</b>" if any(part.covers(span) for part in bold) else words


def _evidence(view: View, rows: Sequence[tuple[Claim, Assessment]]) -> list[Span]:
    """The words that decided: sources, cues, and what factors and certainty rest on."""
    found: list[Span] = []
    for claim, assessment in rows:
        found += [factor.span for factor in assessment.factors if factor.span]
        found += assessment.commitment.spans
        for each in view.attributions_of(claim):
            found += [span for span in (each.cue, each.source.span if each.source else None) if span]
    whole = {claim.span for claim, _ in rows}
    return [span for span in dict.fromkeys(found) if span not in whole]
