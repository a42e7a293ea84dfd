"""One draft a line, each the JSON report."""

from __future__ import annotations

import json
from collections.abc import Iterable

from verifier.model import Report
from verifier.render import Look
from verifier.render.json import document

# A document is a tree as made here: looking for circles in it would cost a tenth.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def line(report: Report) -> str:
    """One report on one line, ended."""
    return _encode(document(report)) + "\n"


def render(reports: Iterable[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """All reports, one a line."""
    return "".join(map(line, reports))
