"""The language server: findings as hints beside the words, reasons on hover, what can be done as actions.

A draft is checked when it is opened, changed or saved, in one thread and never twice for one version. Columns are in
UTF-16 units, as editors count. ``<!-- verify: off -->`` to ``<!-- verify: on -->`` is left alone; so are files that
``exclude`` names (globs) and findings that ``ignore`` names, both in the editor’s settings (initialisation options).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from verifier import reading
from verifier.desk import dismissals, memory
from verifier.errors import VerifyError
from verifier.model import Assessment, Claim, Finding, Report
from verifier.report.labels import shown, type_label
from verifier.report.words import cut, flat
from verifier.server.checking import Checker
from verifier.session import Checked
from verifier.spans import LineIndex, Span
from verifier.version import __version__

WAIT = 0.15  # seconds after the last change before a draft is checked again
REASONS = ("Common knowledge", "The desk knows the source", "Seen by the reporter", "Sourced elsewhere in the piece")
_REGION = re.compile(r"<!--\s*verify:\s*(off|on)\s*-->")
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Information,
    "warning": types.DiagnosticSeverity.Information,
    "note": types.DiagnosticSeverity.Hint,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One version of an open draft as checked."""

    version: int | None
    checked: Checked
    lines: LineIndex

    @property
    def report(self) -> Report:
        """Its report."""
        return self.checked.report

    def range(self, span: Span) -> types.Range:
        """A span as editors count: lines from 0, columns in UTF-16 units."""
        return types.Range(self._position(span.start), self._position(span.end))

    def _position(self, at: int) -> types.Position:
        line = self.lines.line(at)
        start = self.lines.start(line)
        return types.Position(line - 1, len(self.report.text[start:at].encode("utf-16-le", "surrogatepass")) // 2)

    def rows(self, wanted: types.Range) -> list[tuple[Claim, Assessment]]:
        """The claims that a range touches, the smallest first."""
        rows = zip(self.report.claims, self.report.assessments, strict=True)
        held = [row for row in rows if _touch(self.range(row[0].span), wanted)]
        return sorted(held, key=lambda row: row[0].span.end - row[0].span.start)


def _touch(one: types.Range, other: types.Range) -> bool:
    def key(place: types.Position) -> tuple[int, int]:
        return place.line, place.character

    return key(one.start) <= key(other.end) and key(other.start) <= key(one.end)


class Server(LanguageServer):
    """Open drafts and the last check of each."""

    def __init__(self) -> None:
        super().__init__("verify", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self.checker = Checker({})
        self.pages: dict[str, Page] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.ignore: tuple[str, ...] = ()
        self.exclude: tuple[str, ...] = ()

    def settings(self, options: object) -> None:
        """What the editor was told: ``{"rules": […], "ignore": […], "exclude": […]}``."""
        chosen = options if isinstance(options, dict) else {}
        self.checker = Checker({"rules": _strings(chosen.get("rules"))})
        self.ignore, self.exclude = (tuple(_strings(chosen.get(name))) for name in ("ignore", "exclude"))

    def check(self, uri: str) -> None:
        """Check the draft as it stands now and show what is found."""
        document = self.workspace.get_text_document(uri)
        path = to_fs_path(uri) or "draft.txt"
        if any(fnmatch(path, pattern) for pattern in self.exclude):
            return
        try:
            kind = reading.SUFFIXES.get(Path(path).suffix.lower(), "text")
            draft = reading.from_text(document.source, name=Path(path).name, format=kind, path=path)
            checked = self.checker.check(draft).checked
        except VerifyError as error:
            self.pages.pop(uri, None)
            self.show(uri, [], document.version)
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, str(error)))
            return
        page = Page(document.version, checked, LineIndex(checked.report.text))
        self.pages[uri] = page
        self.show(uri, [self._diagnostic(page, one) for one in self.found(page)], page.version)

    def found(self, page: Page) -> list[Finding]:
        """The findings that are shown: not dismissed, not ignored, not in a region that is off."""
        off = _off(page.report.text)
        return [
            one
            for one in page.report.findings
            if not one.dismissed
            and not any(fnmatch(one.rule, pattern) for pattern in self.ignore)
            and not any(start <= one.span.start < end for start, end in off)
        ]

    def show(self, uri: str, found: list[types.Diagnostic], version: int | None) -> None:
        """Replace all hints of a draft."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _diagnostic(self, page: Page, found: Finding) -> types.Diagnostic:
        severity = _SEVERITIES.get(found.severity, types.DiagnosticSeverity.Hint)
        data = {"rule": found.rule, "claim": found.claim, "version": page.version}
        words = flat(found.question or found.title)
        return types.Diagnostic(page.range(found.span), words, severity, found.rule, source="verify", data=data)


def _strings(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _off(text: str) -> list[tuple[int, int]]:
    """The regions that are left alone."""
    found, start = [], None
    for mark in _REGION.finditer(text):
        if mark.group(1) == "off" and start is None:
            start = mark.start()
        elif mark.group(1) == "on" and start is not None:
            found.append((start, mark.end()))
            start = None
    return [*found, (start, len(text) + 1)] if start is not None else found


def reasons(page: Page, claim: Claim, assessment: Assessment) -> str:
    """Why a claim has its strength, in Markdown."""
    mark = shown(assessment)
    strength = "" if assessment.resolved_strength is None else f" {assessment.resolved_strength}"
    lines = [f"**{mark.sign} {claim.id} · {mark.word}{strength}** · {type_label(assessment.type)}", ""]
    for at, factor in enumerate(assessment.factors):
        words = f"“{cut(flat(factor.span.of(page.report.text)), 50)}”" if factor.span else factor.label
        lines.append(f"- {factor.points if not at else f'{factor.points:+}'} {words} `{factor.rule}` {factor.where}")
    found = [one for one in page.report.findings if one.claim == claim.id and not one.dismissed]
    lines += ["", *(f"Ask: {flat(one.question or one.title)} `{one.rule}`" for one in found)]
    return "\n".join([*lines, "", "A strength speaks of attribution, never of truth."])


def server() -> Server:
    """The server with all it answers."""
    made = Server()
    for name, answer in (
        (types.INITIALIZE, _initialise),
        (types.TEXT_DOCUMENT_DID_OPEN, _opened),
        (types.TEXT_DOCUMENT_DID_SAVE, _opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, _changed),
        (types.TEXT_DOCUMENT_DID_CLOSE, _closed),
        (types.TEXT_DOCUMENT_HOVER, _hover),
        (types.TEXT_DOCUMENT_CODE_ACTION, _offered),
    ):
        made.feature(name)(answer)
    made.command("verify.question")(_question)
    made.command("verify.dismiss")(_dismiss)
    made.command("verify.rule")(_rule)
    return made


def _initialise(made: Server, params: types.InitializeParams) -> None:
    made.settings(params.initialization_options)


def _opened(made: Server, params: types.DidOpenTextDocumentParams | types.DidSaveTextDocumentParams) -> None:
    made.check(params.text_document.uri)


async def _changed(made: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Checked when the typing stops, once for all changes until then."""
    uri = params.text_document.uri
    if uri in made.waiting:
        made.waiting.pop(uri).cancel()
    made.waiting[uri] = asyncio.create_task(_later(made, uri))


def _closed(made: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    made.pages.pop(uri, None)
    made.show(uri, [], None)


def _hover(made: Server, params: types.HoverParams) -> types.Hover | None:
    page = made.pages.get(params.text_document.uri)
    rows = page.rows(types.Range(params.position, params.position)) if page else []
    if not page or not rows:
        return None
    claim, assessment = rows[0]
    words = types.MarkupContent(types.MarkupKind.Markdown, reasons(page, claim, assessment))
    return types.Hover(words, page.range(claim.span))


def _offered(_: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    ours = [one for one in params.context.diagnostics if one.source == "verify" and one.data]
    return [action for one in ours for action in _actions(params.text_document.uri, one)]


def _question(made: Server, _: str, words: str) -> str:
    made.window_show_message(types.ShowMessageParams(types.MessageType.Info, words))
    return words


def _rule(made: Server, uri: str, name: str) -> str:
    page = made.pages.get(uri)
    found = page.checked.rules.rules.get(name) if page else None
    words = f"{found.title}: {flat(found.why)} ({found.where})" if found else f"{name}: no such rule."
    made.window_show_message(types.ShowMessageParams(types.MessageType.Info, words))
    return words


async def _later(made: Server, uri: str) -> None:
    await asyncio.sleep(WAIT)
    made.check(uri)


def _actions(uri: str, one: types.Diagnostic) -> list[types.CodeAction]:
    """Copy the question, dismiss it with a reason, see the rule."""
    data: dict[str, Any] = dict(one.data or {})
    told: list[tuple[str, str, list[Any]]] = [
        ("Show the question to copy", "verify.question", [uri, one.message]),
        (f"Dismiss {one.code} on {data.get('claim') or 'the draft'} …", "verify.dismiss", [uri, data]),
        (f"Open the rule {one.code}", "verify.rule", [uri, one.code]),
    ]
    return [
        types.CodeAction(
            title, types.CodeActionKind.QuickFix, [one], command=types.Command(title, command, arguments=arguments)
        )
        for title, command, arguments in told
        if command != "verify.dismiss" or data.get("claim")
    ]


async def _dismiss(made: Server, uri: str, data: dict[str, Any]) -> str | None:
    """Ask why, and keep it; refused where the draft has changed since the hint was shown."""
    page = made.pages.get(uri)
    now = made.workspace.get_text_document(uri).version
    if page is None or page.version != now or now != data.get("version"):
        told = "The draft has changed since; the hints are being made anew. Try again on the new one."
        made.window_show_message(types.ShowMessageParams(types.MessageType.Warning, told))
        return None
    items = [types.MessageActionItem(reason) for reason in REASONS]
    asked = types.ShowMessageRequestParams(types.MessageType.Info, f"Why may {data['rule']} be left be?", items)
    chosen = await made.window_show_message_request_async(asked)
    path = to_fs_path(uri)
    if chosen is None or path is None:
        return None
    rules = page.checked.rules
    _, change = dismissals.dismiss(page.report, [data["claim"]], rules, reason=chosen.title, only=(data["rule"],))
    memory.update(Path(path), change)
    made.check(uri)
    return str(memory.path_of(Path(path)))
