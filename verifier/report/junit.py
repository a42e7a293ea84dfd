"""JUnit XML, which CI systems show: a suite a draft, a case a claim; weak claims fail, dismissed ones are skipped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from verifier.model import Assessment, Claim, Level, Report
from verifier.report import Look
from verifier.report.labels import VIEW, shown, type_label
from verifier.report.marks import file_of, fingerprint
from verifier.report.view import View
from verifier.report.words import cut, flat

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEAK = (Level.LOW, Level.UNSOURCED)


def render(reports: Sequence[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """One document for all drafts; no times, so that two runs give the same bytes."""
    suites = [_suite(View(report)) for report in reports]
    tests = sum(len(report.claims) for report in reports)
    failures = sum(suite.count("<failure ") for suite in suites)
    head = f'<testsuites name="verify" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(view: View) -> str:
    cases = [_case(view, claim, assessment) for claim, assessment in view.rows]
    failures, skipped = (sum(f"<{tag} " in case for case in cases) for tag in ("failure", "skipped"))
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
    return "\n".join([f" <testsuite name={_attribute(view.report.name)} {counts}>", *cases, " </testsuite>"])


def _case(view: View, claim: Claim, assessment: Assessment) -> str:
    place = f'file={_attribute(file_of(view.report))} line="{view.line(claim.span)}"'
    title = f"{claim.id} {fingerprint(view.report, claim)} {cut(claim.span.of(view.text), 80)}"
    head = f"  <testcase classname={_attribute(view.report.name)} name={_attribute(title)} {place}"
    inside = _outcome(view, claim, assessment)
    return f"{head}>\n   {inside}\n  </testcase>" if inside else f"{head}/>"


def _outcome(view: View, claim: Claim, assessment: Assessment) -> str:
    reasons = [found.dismissed for found in view.report.findings if found.claim == claim.id and found.dismissed]
    weak = assessment.resolved in _WEAK and shown(assessment) is not VIEW
    if not weak and claim.id not in view.checks:
        return ""
    if reasons and not view.findings_of(claim.id):
        return f"<skipped message={_attribute('dismissed: ' + '; '.join(reasons))}/>"
    told = f"{shown(assessment).word} {assessment.resolved_strength}: {type_label(assessment.type)}"
    lines = [flat(claim.span.of(view.text)), *(f"{each.question} [{each.rule}]" for each in view.findings_of(claim.id))]
    body = _text("\n".join(lines))
    return f"<failure type={_attribute(assessment.type)} message={_attribute(told)}>{body}</failure>"


def _attribute(words: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", words))


def _text(words: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", words))
