"""The fact-checker's list as a spreadsheet: the same facts, with empty columns to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import Report
from verifier.report import Look
from verifier.report.checklist import facts, says_who
from verifier.report.csv import table
from verifier.report.labels import shown
from verifier.report.view import NOTE, View
from verifier.report.words import flat

COLUMNS = ("draft", "number", "line", "fact", "says who", "level", "question", "evidence seen", "checked by", "date")


def render(reports: Sequence[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """All drafts in one sheet."""
    lines = []
    for report in reports:
        view = View(report)
        for claim, assessment in facts(view):
            question = " ".join(one.text for one in view.by_asked.get(claim.id, ()) if one.severity != NOTE)
            who, level = says_who(view, claim, assessment), shown(assessment).word
            fact = flat(claim.span.of(view.text))
            lines.append((report.name, claim.id, view.line(claim.span), fact, who, level, question, "", "", ""))
    return table(COLUMNS, lines)
