"""What machine formats share: the fingerprint of a claim, its place in the draft's own file, its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from verifier.desk.identity import fingerprint_of, worded
from verifier.model import Claim, Evidence, Finding, Report, Source
from verifier.report.view import View

_EXTRACTED = frozenset({".html", ".htm", ".docx", ".docm"})
"""Endings of files whose text is taken out of markup, so that its lines are not the file's."""


def fingerprint(report: Report, claim: Claim) -> str:
    """Eight hexadecimal digits in two groups from the claim's words, whatever its line or marks."""
    return fingerprint_of(report.draft.tokens.words[at] for at in worded(report, claim))


def file_of(report: Report) -> str:
    """The draft's path as given, with forward slashes; its name where it came from no file."""
    document = report.draft.document
    return (document.path or document.name).replace("\\", "/")


def has_lines(report: Report) -> bool:
    """Whether lines and columns of the text are those of the draft's file."""
    return PurePosixPath(file_of(report)).suffix.lower() not in _EXTRACTED


def evidence_of(view: View, claim: Claim) -> tuple[Evidence, ...]:
    """Links, footnotes and comments that the page hangs on words of the claim."""
    return tuple(found for found in view.report.draft.document.evidence if found.span.overlaps(claim.span))


def sources_of(view: View, claim: Claim) -> Iterator[Source]:
    """The sources of the attributions that support a claim."""
    for found in view.attributions_of(claim):
        if found.source is not None and found.supports:
            yield found.source


def finding_fingerprint(view: View, found: Finding) -> str:
    """What stays the same for a finding while lines move: its rule and the claim's words."""
    row = view.by_id.get(found.claim)
    return f"{found.rule}/{fingerprint(view.report, row[0]) if row else 'draft'}"
