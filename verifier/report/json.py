"""The report as JSON, format 1: ``verifier/schema/report-1.json`` documents it. Offsets are code points."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import orjson

from verifier.model import Attribution, Report, Rewrite, Speaker
from verifier.report import Look
from verifier.report.jsonparts import Place, Value, attributions, claims, finding, relation, zone
from verifier.report.rewrite import by_kind
from verifier.report.view import View
from verifier.words import json_legible

FORMAT = 1


def render(report: Report, look: Look) -> str:
    """One report, a line an item; letters outside ASCII as they are."""
    fields = [f'"{key}": {_lines(value)}' for key, value in _value(report, with_text=look.with_text).items()]
    return json_legible("{\n" + ",\n".join(fields) + "\n}\n")


def line(report: Report, *, with_text: bool = False) -> str:
    """One report on one line, ended."""
    return json_legible(f"{_encoded(_value(report, with_text=with_text))}\n")


def _encoded(value: object) -> str:
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # half a letter, as the name of a file may hold
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(value: object) -> str:
    """A list as a line an item: readable, and little longer than one line."""
    if not isinstance(value, list):
        return _encoded(value)
    return "[\n  " + ",\n  ".join(map(_encoded, value)) + "\n]" if value else "[]"


def _value(report: Report, *, with_text: bool) -> Value:
    """Each part of a report, in order."""
    view = View(report)
    places = _places(report.attributions)
    ruleset = report.ruleset
    return {
        "format": FORMAT,
        "article": _article(view, with_text=with_text),
        "summary": _summary(view),
        "claims": list(claims(view, places)),
        "attributions": attributions(report.attributions, places),
        "cast": [_speaker(view, one) for one in report.cast],
        "findings": [finding(view, one) for one in view.questions],
        "relations": list(map(relation, report.relations)),
        **({"rewrite": _rewrite(report.rewrite)} if report.rewrite is not None else {}),
        "zones": list(map(zone, report.draft.zones)),
        "ruleset": {"name": ruleset.name, "version": ruleset.version, "sha256": ruleset.sha256},
    }


def _article(view: View, *, with_text: bool) -> Value:
    read = view.report.draft.document
    return {
        "name": read.name,
        "sha256": view.sha256,
        "length": len(view.text),
        "words": view.words,
        "lines": len(view.lines),
        "notes": list(read.notes),
        "meta": dict(read.meta),
        "profiles": list(view.report.profiles),
        "evidence": [
            {"start": found.span.start, "end": found.span.end, "kind": found.kind, "target": found.target}
            for found in read.evidence
        ],
        **({"text": view.text} if with_text else {}),
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


def _speaker(view: View, one: Speaker) -> Value:
    return {
        "name": one.name,
        "role": one.role,
        "sort": one.sort,
        "start": one.first.start,
        "end": one.first.end,
        "line": view.line(one.first),
        "claims": list(one.claims),
        "level": one.level,
        "also": list(one.also),
        "graded": one.graded or None,
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
