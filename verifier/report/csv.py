"""One row a claim, for spreadsheets and data frames. Offsets are code points of the text as read.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from verifier.model import Assessment, Claim, Report
from verifier.report import Look
from verifier.report.labels import shown
from verifier.report.marks import evidence_of, fingerprint, sources_of
from verifier.report.view import NOTE, View
from verifier.report.words import flat
from verifier.version import __version__
from verifier.words import legible

COLUMNS = (
    "doc", "claim_id", "fingerprint", "line", "column", "start", "end", "text", "zone", "kind", "source_type",
    "source_text", "named", "n_sources", "certainty", "denied", "hedges", "cue", "strength", "level",
    "resolved_strength", "resolved_level", "risk", "rules", "findings", "question", "evidence", "dismissed",
    "rules_sha256", "version",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width ones too


def render(reports: Sequence[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """All claims of all drafts, with a header."""
    return table(COLUMNS, (row for report in reports for row in rows(report)))


def table(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Lines as CSV (RFC 4180, line ends LF), safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in line] for line in lines)
    return out.getvalue()


def rows(report: Report) -> Iterator[tuple[object, ...]]:
    """The cells of each claim in the order of ``COLUMNS``; lists are joined by ``; ``."""
    view = View(report)
    for claim, assessment in view.rows:
        yield _row(view, claim, assessment)


def _row(view: View, claim: Claim, assessment: Assessment) -> tuple[object, ...]:
    text, span = view.text, claim.span
    found = [finding for finding in view.report.findings if finding.claim == claim.id]
    sources = list(sources_of(view, claim))
    cue = next((each.cue for each in view.attributions_of(claim) if each.cue), None)
    hedges = [flat(part.of(text)) for part in assessment.commitment.spans]
    return (
        view.report.name, claim.id, fingerprint(view.report, claim), view.line(span), view.lines.column(span.start),
        span.start, span.end, flat(span.of(text)), str(claim.zone), str(claim.kind), assessment.type,
        "; ".join(view.source_names(claim)), any(source.type.endswith("_named") for source in sources),
        len(view.source_names(claim)), str(assessment.commitment.certainty), assessment.commitment.negative,
        "; ".join(hedges), flat(cue.of(text)) if cue else "", assessment.strength, str(assessment.level),
        assessment.resolved_strength, shown(assessment).word, assessment.risk,
        "; ".join(factor.rule for factor in assessment.factors), "; ".join(each.rule for each in found),
        " ".join(one.text for one in view.by_asked.get(claim.id, ()) if one.severity != NOTE),
        "; ".join(f"{item.kind}: {flat(item.target)}" for item in evidence_of(view, claim)),
        "; ".join(each.dismissed for each in found if each.dismissed), view.report.ruleset.sha256, __version__,
    )  # fmt: skip


def _safe(cell: object) -> object:
    if isinstance(cell, str):
        cell = legible(cell)
        return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
    return "" if cell is None else cell
