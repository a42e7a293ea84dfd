"""The fact-checker's list: every fact numbered, who stands behind it, and empty columns to fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.files import MARK
from verifier.model import Assessment, Claim, Kind, Report
from verifier.report import Look
from verifier.report.cast import cast_line
from verifier.report.labels import shown, type_label
from verifier.report.marks import evidence_of
from verifier.report.tables import escape, opening, table
from verifier.report.view import View
from verifier.report.words import cut, flat

_NO_FACTS = frozenset({Kind.ANALYSIS, Kind.OPINION, Kind.FORECAST, Kind.CAVEAT, Kind.NONE})
_HOW = "Tick, and say what you saw: a document, a recording, a call. The writer’s own views and forecasts are left out."
_NBSP = "\u00a0"


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """The list of one draft in Markdown."""
    view = View(report)
    found = list(facts(view))
    head = [
        f"# Fact checklist: {escape(report.name)}",
        f"{len(found)} facts. {_HOW}",
    ]
    rows = [_row(view, claim, assessment) for claim, assessment in found]
    columns = ["☐", "#", "Line", "Fact", "Says who", "Level", "Evidence seen", "Checked by", "Date"]
    listed = table(columns, rows, widths=[3, 6, 5, 44, 22, 14, 22, 12, 10], align="llrllllll")
    listed = listed if rows else "No fact was found in this draft."
    told = cast_line(view)
    speakers = [f"Who speaks: {escape(told)}"] if told else []
    return "\n\n".join([*head, listed, *speakers, f"<!-- {MARK} -->"]) + "\n"


def facts(view: View) -> Iterator[tuple[Claim, Assessment]]:
    """The claims that state something to check, in reading order."""
    for claim, assessment in view.rows:
        if claim.kind not in _NO_FACTS:
            yield claim, assessment


def says_who(view: View, claim: Claim, assessment: Assessment) -> str:
    """The names of a claim's sources and their type, and what the page hangs on it."""
    names = "; ".join(view.source_names(claim))
    label = type_label(assessment.type)
    noted = "; ".join(f"{item.kind}: {cut(flat(item.target), 60)}" for item in evidence_of(view, claim))
    told = f"{label}: {names}" if names else label
    told += " (unsure)" if claim.id in view.unsure else ""
    return f"{told} (in notes, {noted})" if noted else told


def _row(view: View, claim: Claim, assessment: Assessment) -> list[object]:
    mark = shown(assessment)
    fact = opening(escape(cut(claim.span.of(view.text), 140)))
    who = escape(cut(says_who(view, claim, assessment), 120))
    return ["☐", claim.id, view.line(claim.span), fact, who, f"{mark.sign}{_NBSP}{mark.word}", "", "", ""]
