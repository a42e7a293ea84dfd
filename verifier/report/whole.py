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
        *_speakers(view),
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


def _speakers(view: View) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for claim, _ in view.rows:
        for name in view.source_names(claim):
            said.setdefault(" ".join(name.split()), []).append(claim.id)
    grades = {
        " ".join((found.source.resolved_name or found.source.name).split()): f"; {found.source.graded}"
        for found in view.report.attributions
        if found.source and found.source.graded
    }
    if said:
        ordered = sorted(said.items(), key=lambda item: (-len(item[1]), item[0].lower()))
        most = "; ".join(
            f"{escape(cut(name, 50))} {len(ids)} ({', '.join(ids[:6])}{escape(grades.get(name, ''))})"
            for name, ids in ordered[:8]
        )
        more = f"; {len(ordered) - 8} more" if len(ordered) > 8 else ""
        yield f"**Who speaks**: {most}{more}."


def _findings(view: View) -> Iterator[str]:
    for found in view.of_draft():
        yield f"**{escape(found.title)}**: {escape(found.question or found.why)} {rule_link(found.rule, view.pages)}"


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
