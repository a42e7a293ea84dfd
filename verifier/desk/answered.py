"""Comments of ours resolved or answered in Word, read back as dismissals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from verifier.findings import questions
from verifier.model import Report
from verifier.reading.answers import Answer, answers
from verifier.reading.decode import load

_WORD = frozenset({".docx", ".docm"})
RESOLVED = "resolved in Word"


def apply(report: Report) -> Report:
    """The report with what was resolved or answered in its own Word file dismissed, and a note that lists it."""
    path = Path(report.draft.document.path)
    if path.suffix.lower() not in _WORD or not path.is_file():
        return report
    told: list[str] = []
    for answer in answers(load(path), str(path)):
        report, claims = _dismissed(report, answer)
        told += [f"{', '.join(claims)} ({answer.rule}: {answer.reason or RESOLVED})"] if claims else []
    if not told:
        return report
    document = report.draft.document
    note = f"Read back from comments in Word, and let be: {'; '.join(told)}."
    document = replace(document, notes=(*document.notes, note))
    return replace(report, draft=replace(report.draft, document=document))


def _dismissed(report: Report, answer: Answer) -> tuple[Report, tuple[str, ...]]:
    """The findings of the question that a comment asked, dismissed; the question is known by its rule and place."""
    spans = {claim.id: claim.span for claim in report.claims}
    for one in questions(report):
        begins = [spans[claim].start for claim in one.claims]
        if one.first.rule == answer.rule and not one.first.dismissed and answer.start in begins:
            gone = {(found.rule, found.claim) for found in one.findings}
            findings = tuple(
                replace(found, dismissed=answer.reason or RESOLVED) if (found.rule, found.claim) in gone else found
                for found in report.findings
            )
            return replace(report, findings=findings), one.claims
    return report, ()
