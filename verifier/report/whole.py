"""The draft as a whole: sources, who speaks, repeats and conflicts, provenance, readability, dismissals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from verifier.model import ZoneKind
from verifier.report.labels import NONE, shown, type_label
from verifier.report.readability import readability
from verifier.report.tables import code, escape, quoted, rule_link
from verifier.report.view import View
from verifier.report.words import cut

_FURNITURE = {
    ZoneKind.PROVENANCE: "says where the copy comes from",
    ZoneKind.BOILERPLATE: "is page furniture, not scored",
}


def whole(view: View) -> Iterator[str]:
    """One list; an item that has nothing to say is left out."""
    items = [
        *_sources(view),
        *_findings(view),
        *_provenance(view),
        *(f"**Note**: {escape(note)}" for note in view.report.draft.document.notes),
        f"**Readability**: {readability(view)}",
        *_reopened(view),
        *_dismissed(view),
    ]
    yield "\n".join(f"- {item}" for item in items)


def _sources(view: View) -> Iterator[str]:
    scored = [assessment for _, assessment in view.rows if shown(assessment) is not NONE]
    if scored:
        counts = Counter(type_label(assessment.type) for assessment in scored)
        named = ", ".join(f"{escape(label)} {number}" for label, number in counts.most_common())
        yield f"**Sources** ({len(scored)} scored claims): {named}."
    links = Counter(found.kind for found in view.report.draft.document.evidence)
    yield "**Evidence in the page**: " + (
        ", ".join(f"{kind} {number}" for kind, number in sorted(links.items())) or "no link, footnote or comment"
    ) + "."  # fmt: skip


def _findings(view: View) -> Iterator[str]:
    led = {one.first for one in view.lead}
    for found in (one for one in view.of_draft() if one not in led):
        yield f"{escape(found.question or found.title)} {rule_link(found.rule, view.pages)}"


def _provenance(view: View) -> Iterator[str]:
    head = next((zone for zone in view.report.draft.zones if zone.kind is ZoneKind.HEADLINE), None)
    if head is None:
        yield "**Headline**: none found."
    elif view.line(head.span) > 1:
        yield f"**Headline**: found on line {view.line(head.span)}."
    told = [
        f"line {view.line(zone.span)} {quoted(cut(zone.span.of(view.text), 60))} {_FURNITURE[zone.kind]}"
        for zone in view.report.draft.zones
        if zone.kind in _FURNITURE
    ]
    if told:
        yield f"**Provenance**: {'; '.join(told)}."


def _reopened(view: View) -> Iterator[str]:
    told = [f"{found.claim} {code(found.rule)}: was {escape(found.reopened)}" for found in view.open if found.reopened]
    if told:
        yield f"**Reopened**: {'; '.join(told)}."


def _dismissed(view: View) -> Iterator[str]:
    told = [
        f"{found.claim or 'the draft'} {code(found.rule)}: {escape(found.dismissed)}"
        for found in view.report.findings
        if found.dismissed
    ]
    if told:
        yield f"**Dismissed**: {'; '.join(told)}."
