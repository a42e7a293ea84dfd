"""The index of a run: one row a draft, the worst first, each linked to its report."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from verifier.files import MARK
from verifier.model import Report
from verifier.report import Look
from verifier.report.asked import ids
from verifier.report.compare import across
from verifier.report.labels import CHECK, MARKS, UNSOURCED, counted
from verifier.report.tables import code, escape, table
from verifier.report.view import View
from verifier.version import __version__

_NBSP = "\u00a0"
_ORDER = (
    "Worst first: by claims to check, then by the share of claims without a source. "
    "These are counts, not a mark for a reporter."
)


def render(reports: Sequence[Report], look: Look) -> str:
    """The page of all drafts; ``look.links`` has the file of each, in the order of ``reports``."""
    views = [View(report) for report in reports]
    pairs = sorted(zip(views, look.links, strict=True), key=_badness)
    head = ["Draft", "Claims", *(f"{mark.sign}{_NBSP}{mark.word}" for mark in (*MARKS, CHECK)), "Ask first"]
    rows = [_row(view, link) for view, link in pairs]
    parts = ["# Claim reports", _summary(views)]
    if rows:
        parts.append(table(head, rows, widths=[30, 8, *[8] * 7, 50], align="l" + "r" * 8 + "l"))
        rules = views[0].report.ruleset
        parts.append(_ORDER)
        parts += across(views)
        sha = f"sha256 `{rules.sha256[:12]}…`"
        parts.append(f"`verify` {__version__}, rules {code(rules.name)} {escape(rules.version)} ({sha}).")
    parts.append(f"<!-- {MARK} -->")
    return "\n\n".join(parts) + "\n"


def _summary(views: Sequence[View]) -> str:
    claims = sum(len(view.rows) for view in views)
    bare = sum(view.count()[UNSOURCED] for view in views)
    return f"**{counted(len(views), 'draft')}, {counted(claims, 'claim')}, {bare} without a source.**"


def _badness(pair: tuple[View, str]) -> tuple[int, float, str, str]:
    view, link = pair
    share = view.count()[UNSOURCED] / max(1, len(view.rows))
    return -len(view.checks), -share, view.report.name, link


def _row(view: View, link: str) -> list[object]:
    counts = view.count()
    first = f"{ids(view, view.lead[0])}: {escape(view.lead[0].text)}" if view.lead else ""
    name = f"[{escape(view.report.name)}]({quote(link, errors='surrogateescape')})"
    return [name, len(view.rows), *(counts[mark] for mark in MARKS), len(view.checks), first]
