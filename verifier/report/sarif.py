"""SARIF 2.1.0, for code scanning: a result a finding, dismissed ones suppressed, columns in UTF-16 units.

Drafts whose text is taken out of markup (Word, HTML) get no region: their lines are not the file's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from verifier.model import Finding, Report
from verifier.report import Look
from verifier.report.marks import file_of, finding_fingerprint, has_lines
from verifier.report.view import View
from verifier.report.words import cut, flat
from verifier.spans import Span
from verifier.version import __version__
from verifier.words import json_legible

_DRIVE = re.compile(r"[A-Za-z]:/")
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
Value = dict[str, Any]


def render(reports: Sequence[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """One run over all drafts."""
    views = [View(report) for report in reports]
    found = [(view, each) for view in views for each in view.report.findings]
    known = {each.rule: each for _, each in reversed(found)}
    names = sorted(known)
    driver: Value = {
        "name": "verify",
        "semanticVersion": __version__,
        "rules": [_rule(known[name]) for name in names],
    }
    run: Value = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "artifacts": [_artifact(view) for view in views],
        "results": [_result(view, each, names.index(each.rule), views.index(view)) for view, each in found],
    }
    if reports:
        run["properties"] = {"ruleset": f"{reports[0].ruleset.name} {reports[0].ruleset.sha256}"}
    told = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return json_legible(told) + "\n"


def _rule(found: Finding) -> Value:
    why = flat(found.why) or flat(found.title)
    markdown = f"{why}\n\n{found.reference}".strip() if found.reference else why
    rule: Value = {
        "id": found.rule,
        "shortDescription": {"text": flat(found.title) or found.rule},
        "help": {"text": why or found.rule, "markdown": markdown or found.rule},
        "defaultConfiguration": {"level": _LEVELS.get(found.severity, "warning")},
    }
    if found.reference.startswith("https://") and " " not in found.reference.strip():
        rule["helpUri"] = found.reference.strip()
    return rule


def _artifact(view: View) -> Value:
    return {"location": _location(view), "hashes": {"sha-256": view.sha256}}


def _location(view: View) -> Value:
    return {"uri": uri(file_of(view.report))}


def uri(path: str) -> str:
    """A path with forward slashes as a URI: of a file where it is absolute, on any system, else relative."""
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quote(path[2:], errors='surrogateescape')}"
    head = "file:" if path.startswith("//") else "file://" if path.startswith("/") else ""
    return head + quote(path, errors="surrogateescape")


def _result(view: View, found: Finding, rule: int, artifact: int) -> Value:
    words = f"{flat(found.question or found.title)} “{cut(found.span.of(view.text), 120)}”"
    place: Value = {"artifactLocation": {**_location(view), "index": artifact}}
    if has_lines(view.report):
        place["region"] = _region(view, found.span)
    result: Value = {
        "ruleId": found.rule,
        "ruleIndex": rule,
        "level": _LEVELS.get(found.severity, "warning"),
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"verifyClaim/v1": finding_fingerprint(view, found)},
        "properties": {"claim": found.claim, "risk": found.risk, "status": found.status},
    }
    if found.dismissed:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": found.dismissed}]
    return result


def _region(view: View, span: Span) -> Value:
    lines = view.lines
    return {
        "startLine": lines.line(span.start),
        "startColumn": lines.utf16_column(span.start),
        "endLine": lines.line(span.end),
        "endColumn": lines.utf16_column(span.end),
        "charOffset": lines.utf16(span.start),
        "charLength": lines.utf16(span.end) - lines.utf16(span.start),
        "snippet": {"text": flat(span.of(view.report.text))},
    }
