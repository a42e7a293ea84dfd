"""One draft a line, each the JSON report."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.model import Report
from verifier.report import Look
from verifier.report.json import line

__all__ = ["line", "render"]


def render(reports: Iterable[Report], look: Look) -> str:
    """All reports, one a line."""
    return "".join(line(report, with_text=look.with_text) for report in reports)
