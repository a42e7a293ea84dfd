"""The report as JSON, format 1: ``verifier/schema/report-1.json`` documents it. Offsets are code points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from verifier.model import Attribution, Report, Rewrite
from verifier.report import Look
from verifier.report.jsonparts import Place, Writer
from verifier.report.rewrite import by_kind
from verifier.report.view import View

FORMAT = 1
Value = dict[str, Any]

_COMPACT = Writer(",", ":")
_SPACED = Writer(", ", ": ")


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """One report, a line an item; letters outside ASCII as they are."""
    fields = (f'"{key}": {_lines(value)}' for key, value in _fields(report, _SPACED))
    return "{\n" + ",\n".join(fields) + "\n}\n"


def line(report: Report) -> str:
    """One report on one line, ended."""
    fields = [
        f'"{key}":{value if isinstance(value, str) else _COMPACT.array(value)}'
        for key, value in _fields(report, _COMPACT)
    ]
    return "{" + ",".join(fields) + "}\n"


def _lines(value: str | list[str]) -> str:
    """A list as a line an item: readable, and little longer than one line."""
    if isinstance(value, str):
        return value
    return "[\n  " + ",\n  ".join(value) + "\n]" if value else "[]"


def _fields(report: Report, writer: Writer) -> Iterator[tuple[str, str | list[str]]]:
    """Key and JSON text of each part of a report, in order; of a list, the text of each item."""
    view = View(report)
    places = _places(report.attributions)
    ruleset = report.ruleset
    yield "format", writer.plain(FORMAT)
    yield "article", writer.plain(_article(view))
    yield "summary", writer.plain(_summary(view))
    yield "claims", list(writer.claims(view, places))
    yield "attributions", writer.attributions(report.attributions, places)
    yield "findings", [writer.finding(view, found) for found in view.questions]
    yield "relations", list(map(writer.relation, report.relations))
    if report.rewrite is not None:
        yield "rewrite", writer.plain(_rewrite(report.rewrite))
    yield "zones", list(map(writer.zone, report.draft.zones))
    yield "ruleset", writer.plain({"name": ruleset.name, "version": ruleset.version, "sha256": ruleset.sha256})


def _article(view: View) -> Value:
    read = view.report.draft.document
    return {
        "name": read.name,
        "sha256": view.sha256,
        "length": len(view.text),
        "words": view.words,
        "lines": len(view.lines),
        "notes": list(read.notes),
        "meta": dict(read.meta),
        "evidence": [
            {"start": found.span.start, "end": found.span.end, "kind": found.kind, "target": found.target}
            for found in read.evidence
        ],
    }


def _rewrite(rewrite: Rewrite) -> Value:
    return {
        "originals": list(rewrite.originals),
        "kept": {one.what: {"kept": one.kept, "of": one.of} for one in rewrite.kept},
    }


def _summary(view: View) -> Value:
    drifts = {} if view.report.rewrite is None else {"drifts": by_kind(view.report)}
    return {
        **drifts,
        "claims": len(view.rows),
        "as_written": _levels(view, as_written=True),
        "resolved": _levels(view, as_written=False),
        "check": sorted(view.checks),
        "lead": [at for at, one in enumerate(view.questions) if one in view.lead],
        "findings": len(view.asked),
        "notes": len(view.noted),
        "dismissed": len(view.report.findings) - len(view.open),
    }


def _levels(view: View, *, as_written: bool) -> dict[str, int]:
    counts = view.count(as_written=as_written)
    return {mark.word.lower().replace(" ", "_"): number for mark, number in counts.items()}


def _places(found: Sequence[Attribution]) -> list[Place]:
    """Where each attribution stands in the document."""
    outermost = {at: place for place, at in enumerate(at for at, one in enumerate(found) if one.parent is None)}
    inside: Counter[int] = Counter()
    places: list[Place] = []
    for at in range(len(found)):
        place = outermost[_root(found, at)]
        places.append((place, None if at in outermost else inside[place]))
        inside[place] += at not in outermost
    return places


def _root(found: Sequence[Attribution], at: int) -> int:
    """The attribution that lies in no other's content."""
    parent = found[at].parent
    return at if parent is None else _root(found, parent)
