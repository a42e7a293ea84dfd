"""One draft a line, each the JSON report."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.model import Report
from verifier.report import Look
from verifier.report.json import line

__all__ = ["line", "render"]


def render(reports: Iterable[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """All reports, one a line."""
    return "".join(map(line, reports))
