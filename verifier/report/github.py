"""Annotations for GitHub Actions: the worst ten of a run, as GitHub shows no more; all stand in the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.model import Question, Report
from verifier.report import Look
from verifier.report.asked import ids, lines
from verifier.report.labels import NONE, counted, shown
from verifier.report.marks import file_of, has_lines
from verifier.report.tables import escape, table
from verifier.report.verdict import verdict
from verifier.report.view import View
from verifier.report.words import cut, flat

MOST = 10
"""Annotations of one kind that GitHub keeps of a step."""

_LAST_LINE = 200  # bytes kept for what is left out
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(reports: Sequence[Report], look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """Workflow commands, one a line, the gravest first, and a last line that says what is not shown."""
    views = [View(report) for report in reports]
    asked = sorted(
        ((one, view) for view in views for one in view.asked if one.claims),
        key=lambda pair: (-pair[0].risk, pair[1].report.name, pair[0].first.span, pair[0].first.rule),
    )
    told = [_command(view, one) for one, view in asked[:MOST]]
    rest = len(asked) - MOST
    if rest > 0:
        told.append(f"::notice::verify: {counted(rest, 'more question')}; all of them stand in the job summary.")
    return "".join(f"{line}\n" for line in told)


def summary(reports: Sequence[Report], *, room: int = 1_000_000) -> str:
    """Markdown for the job summary: every draft's verdict and all its questions, for as many drafts as have room.

    ``room`` is in bytes; a last line says what is left out.
    """
    told: list[str] = []
    left = room - _LAST_LINE
    for at, report in enumerate(reports):
        words = "\n\n".join(_summary(View(report))) + "\n\n"
        left -= len(words.encode("utf-8", "replace"))
        if left < 0:
            rest = counted(len(reports) - at, "draft")
            told.append(f"{rest} had no room here; see the reports, or check fewer drafts in one job.\n")
            break
        told.append(words)
    return "".join(told).rstrip("\n") + "\n"


def _summary(view: View) -> Iterator[str]:
    yield f"### {escape(view.report.name)}"
    yield " ".join(map(escape, verdict(view)))
    rows = []
    for one in view.asked:
        mark = shown(view.by_id[one.claims[0]][1]) if one.claims else NONE
        words = escape(cut(one.first.span.of(view.text), 80))
        rows.append([ids(view, one), lines(view, one), f"{mark.sign} {mark.word}", words, escape(one.text)])
    if rows:
        yield table(["#", "Where", "Level", "Words", "Ask"], rows, widths=[8, 10, 14, 40, 50], align="lllll")


def _command(view: View, one: Question) -> str:
    found = one.first
    _, assessment = view.by_id[found.claim]
    mark = shown(assessment)
    values = {"file": file_of(view.report)}
    if has_lines(view.report):
        line, column = view.lines.place(found.span.start)
        last = view.lines.line(max(found.span.start, found.span.end - 1))
        values |= {"line": str(line), "endLine": str(last), "col": str(column)}  # fmt: skip
    values["title"] = f"{ids(view, one)} {mark.word}: {flat(found.title)}"
    told = ",".join(f"{key}={_value(value)}" for key, value in values.items())
    words = f"{flat(one.text or found.why)} “{cut(found.span.of(view.text), 100)}” [{found.rule}]"
    return f"::{_COMMANDS.get(found.severity, 'warning')} {told}::{_escape(words)}"


def _escape(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(words: str) -> str:
    return _escape(words).replace(":", "%3A").replace(",", "%2C")
