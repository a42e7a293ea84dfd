"""What the page and the API ask for, answered by the same stages, desk and formats as the command line."""

from __future__ import annotations

import json
import mimetypes
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from verifier import reading, session
from verifier.desk import dismissals, memory, raising, silent
from verifier.desk.diff import diff
from verifier.desk.rewrite import Comparer
from verifier.errors import RuleError
from verifier.model import Document, Relation, Report
from verifier.report import FORMATS, Look, find
from verifier.report.json import line
from verifier.report.labels import TYPES
from verifier.report.verdict import verdict
from verifier.report.view import View
from verifier.report.words import flat
from verifier.server.checking import Answered, Checker
from verifier.spans import LineIndex, Span
from verifier.version import __version__

_NOT_SHOWN = ("terminal", "jsonl", "github", "junit")  # formats for a screen or a build, not for a desk


class Given(NamedTuple):
    """A draft as it came: its name, and its text or the bytes of its file."""

    name: str
    text: str | None
    file: bytes | None
    format: str = ""
    language: str = ""


class Made(NamedTuple):
    """A file made: its name, content and media type."""

    name: str
    content: bytes
    kind: str


class Ready(str):
    """JSON as it goes out."""

    __slots__ = ()


class Service:
    """Drafts of one folder: its house file holds for them, dismissals are kept in it. Not for two threads at once."""

    def __init__(self, folder: Path, rules: Iterable[Path] = ()) -> None:
        self._folder = folder
        self._rules = [str(path) for path in rules]
        self._checker = Checker({"rules": self._rules})

    def about(self) -> dict[str, Any]:
        """Version, rules, formats and the source types in words."""
        checked = self._checker.check(reading.from_text("Nothing.", name="x", path=str(self._folder / "x"))).checked
        rules = checked.report.ruleset
        formats = [found for found in FORMATS.values() if found.name not in _NOT_SHOWN]
        ordered = sorted(formats, key=lambda found: found.name != "docx")
        return {
            "version": __version__,
            "rules": f"{rules.name} {rules.version} ({rules.sha256[:12]}…)",
            "formats": [{"name": found.name, "about": f"{found.name}: {found.about}"} for found in ordered],
            "types": dict(TYPES),
            "longest": reading.LONGEST,
        }

    def verify(self, given: Given) -> Ready:
        """The report, the text its offsets point into, the verdict in words, and what is wrong with changed rules."""
        answered = self._check(given)
        report = answered.checked.report
        more = {"text": report.text, "verdict": verdict(View(report)), "fault": answered.fault}
        return Ready(f'{{"report":{line(report).rstrip()},{json.dumps(more, ensure_ascii=False)[1:]}')

    def explain(self, given: Given, claim: str) -> dict[str, Any]:
        """What would lift a claim, and what was considered."""
        checked = self._check(given).checked
        name = session.claims_at(checked.report, claim)[0]
        raised = raising.raises(checked.report, name, checked.rules, check=checked.engine.check)
        return {"raises": list(raised.told), "silent": list(silent.silent(checked.report, name, checked.rules))}

    def against(self, given: Given, other: Given) -> dict[str, Any]:
        """What the draft, a rewrite, did to the copy it comes from."""
        checked = self._check(given).checked
        original = checked.engine.check(_apart(self._document(other), given.name))
        report = Comparer(checked.rules).compare(checked.report, (original,))
        found = [
            (one, _relation(report, one.claim, one.rule)) for one in report.findings if one.rule.startswith("drift")
        ]
        rows = [
            {
                "rule": one.rule,
                "title": one.title,
                "claim": one.claim,
                "was": flat(relation.other_text) if relation else "",
                "now": flat(one.span.of(report.text)),
                "question": one.question,
                "was_span": _places(relation.other_span) if relation else None,
                "now_span": _places(one.span),
            }
            for one, relation in found
        ]
        kept = [] if report.rewrite is None else [[one.what, one.kept, one.of] for one in report.rewrite.kept]
        return {"drifts": rows, "kept": kept, "text": report.text, "original": original.text}

    def diff(self, given: Given, other: Given) -> dict[str, Any]:
        """What became of each claim since an earlier draft."""
        checked = self._check(given).checked
        earlier = self._checker.check(self._document(other)).checked.report
        rows = []
        for change in diff(earlier, checked.report, checked.rules).changes:
            report, row = (checked.report, change.new) if change.new else (earlier, change.old)
            rows.append(
                {
                    "state": change.state,
                    "id": change.id,
                    "words": flat(row[0].span.of(report.text)) if row else "",
                    "then": change.old[1].resolved_strength if change.old else None,
                    "now": change.new[1].resolved_strength if change.new else None,
                }
            )
        return {"changes": rows}

    def compare(self, given: Given, other: Given) -> dict[str, Any]:
        """What two drafts say of one event."""
        checked = self._check(given).checked
        two = _apart(self._document(other), given.name)
        report = checked.engine.check_together((self._document(given), two))[0]
        rows = [
            {
                "kind": one.kind,
                "claim": one.claim,
                "words": flat(one.span.of(report.text)),
                "other_claim": one.other_claim,
                "other_words": flat(one.other_text),
                "why": one.why,
            }
            for one in report.relations
            if one.other_draft != report.name and one.other_claim
        ]
        return {"relations": rows}

    def try_rule(self, rule: str, given: Given) -> dict[str, Any]:
        """The faults of a rule as it is typed, or what it marks in the draft."""
        with tempfile.TemporaryDirectory(prefix="verify-rule-") as folder:
            path = Path(folder) / "typed.yml"
            path.write_text(rule, encoding="utf-8")
            try:
                report = Checker({"rules": [*self._rules, folder]}).check(self._document(given)).checked.report
            except RuleError as error:
                faults = [
                    str(fault).replace(str(path), "typed").replace("typed.yml", "typed") for fault in error.faults
                ]
                return {"faults": faults, "matches": []}
            finally:
                self._checker = Checker({"rules": self._rules})
        return {"faults": [], "matches": list(_marked(report, rule))}

    def dismiss(self, given: Given, claim: str, rule: str, reason: str, by: str) -> dict[str, Any]:
        """Leave findings of a claim be, in the file of memory beside the draft of that name."""
        checked = self._check(given).checked
        names = session.claims_at(checked.report, claim)
        only = (rule,) if rule else ()
        added, change = dismissals.dismiss(checked.report, names, checked.rules, reason=reason, only=only, by=by)
        draft = self._folder / given.name
        memory.update(draft, change)
        return {"kept": str(memory.path_of(draft)), "rules": [one.rule for one in added]}

    def render(self, given: Given, form: str) -> Made:
        """The report in one of the formats, as a file."""
        chosen = find(form)
        checked = self._check(given).checked
        with tempfile.TemporaryDirectory(prefix="verify-") as folder:
            path = None
            if given.file is not None:
                path = Path(folder) / given.name
                path.write_bytes(given.file)
            render, look = chosen.load(), Look(path=path)
            content = render([checked.report], look) if chosen.scope == "run" else render(checked.report, look)
        name = Path(given.name).stem + chosen.extension
        kind = mimetypes.guess_type(name)[0] or "text/plain; charset=utf-8"
        return Made(name, content if isinstance(content, bytes) else content.encode("utf-8", "replace"), kind)

    def _document(self, given: Given) -> Document:
        """The draft, as if it lay in the folder under its name."""
        if given.file is not None:
            document = reading.from_bytes(given.file, name=given.name)
        else:
            kind = given.format or reading.SUFFIXES.get(Path(given.name).suffix.lower(), "text")
            document = reading.from_text(given.text or "", name=given.name, format="text" if kind == "docx" else kind)
        return replace(document, path=str(self._folder / given.name))

    def _check(self, given: Given) -> Answered:
        return self._checker.check(self._document(given), {"language": given.language} if given.language else None)


def _apart(document: Document, name: str) -> Document:
    """A document under a name that the draft beside it has not."""
    return replace(document, name=f"other {document.name}") if document.name == name else document


def _relation(report: Report, claim: str, rule: str) -> Relation | None:
    told = [one for one in report.relations if one.claim == claim and one.kind == "drift"]
    return next((one for one in told if one.rule == rule), told[0] if told else None)


def _places(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None


def _marked(report: Report, rule: str) -> Iterator[dict[str, Any]]:
    """The places that rules of this text marked: phrases, sources and findings by their ids."""
    ids = {part.split("##")[0].strip() for row in rule.splitlines() if row.startswith("rule:") for part in (row[5:],)}
    lines = LineIndex(report.text)
    spans = {(one.span, one.rule) for one in report.matches if one.rule in ids}
    spans |= {(one.span, one.rule) for one in report.findings if one.rule in ids}
    spans |= {(one.cue, one.rule) for one in report.attributions if one.rule in ids and one.cue}
    for span, name in sorted(spans):
        yield {
            **(_places(span) or {}),
            "line": lines.line(span.start),
            "text": flat(span.of(report.text)),
            "rule": name,
        }
