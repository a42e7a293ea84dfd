"""The Markdown report: verdict, questions, every claim, why, the draft as a whole, sign-off, small print.

No clock time stands in it, so that two runs over one draft give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.files import MARK
from verifier.model import Assessment, Claim, Finding, Report
from verifier.report import Look
from verifier.report.compare import section
from verifier.report.labels import CHECK, MARKS, NONE, UNSOURCED, VIEW, counted, shown, type_label
from verifier.report.marks import evidence_of
from verifier.report.tables import code, escape, opening, rule_link, table
from verifier.report.verdict import verdict
from verifier.report.view import View
from verifier.report.whole import whole
from verifier.report.why import why
from verifier.report.words import cut
from verifier.version import __version__

QUESTIONS = 7
_CLAIM, _EXCERPT = 110, 80
_NBSP = "\u00a0"


def render(report: Report, look: Look) -> str:
    """The whole report of one draft."""
    view = View(report, look.pages)
    parts = [
        f"# Claim report: {escape(report.name)}",
        *_opening(view),
        "## Ask the reporter",
        *_questions(view),
        "## Every claim",
        *_claims(view),
        "## Why",
        *why(view),
        "## The draft as a whole",
        *whole(view),
        *_related(view),
        "## Sign-off",
        _signoff(),
        "---",
        *_small_print(view),
        f"<!-- {MARK} -->",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _related(view: View) -> Iterator[str]:
    told = list(section(view))
    if told:
        yield "## Told twice"
        yield from told


def _opening(view: View) -> Iterator[str]:
    head, *rest = verdict(view)
    yield " ".join([f"**{escape(head)}**", *map(escape, rest)])
    if not view.rows:
        return
    written, resolved = view.count(as_written=True), view.count()
    rows = [["as written", *written.values(), "", len(view.rows)]]
    if written != resolved:
        rows.append(["after a look elsewhere in the draft", *resolved.values(), "", len(view.rows)])
    rows[-1][-2] = len(view.checks)
    head_row = ["", *(f"{mark.sign}{_NBSP}{mark.word}" for mark in (*MARKS, CHECK)), "Claims"]
    yield table(head_row, rows, widths=[20, *[10] * 8], align="l" + "r" * 8)
    yield f"In reading order: {_strip(view)}"


def _strip(view: View) -> str:
    return " ".join(CHECK.sign if claim.id in view.checks else shown(row).sign for claim, row in view.rows)


def _questions(view: View) -> Iterator[str]:
    lead = view.leading(QUESTIONS)
    if not lead:
        yield "Nothing to ask: no finding is open."
        return
    yield "\n".join(f"- [ ] {_question(view, found)}" for found in lead)
    named = {found.claim for found in lead}
    later = [claim.id for claim, _ in view.asked() if claim.id not in named]
    if later:
        told = f"{counted(len(later), 'further claim')} with a question: {', '.join(later)}."
        yield f"{told} Each stands with its reasons under “Why” or in `verify explain`."


def _question(view: View, found: Finding) -> str:
    page = f" {rule_link(found.rule, view.pages)}" if found.rule in view.pages else ""
    question = escape(found.question) + page
    if not found.claim:
        return f"**The draft**: {question}"
    claim = view.by_id[found.claim][0]
    excerpt = escape(cut(claim.span.of(view.text), _EXCERPT))
    return f"**{claim.id}**, line {view.line(claim.span)}: “{excerpt}” {question}"


def _claims(view: View) -> Iterator[str]:
    if not view.rows:
        yield "No claim was found in this draft."
        return
    rows = [_row(view, claim, assessment) for claim, assessment in view.rows]
    yield table(
        ["#", "Line", "Claim", "Source", "Strength", "Level"], rows, widths=[6, 5, 50, 26, 9, 15], align="lrllrl"
    )
    yield (
        "An arrow leads from the claim as written to what the rest of the draft lends it."
        if any(assessment.strength != assessment.resolved_strength for _, assessment in view.rows)
        else ""
    )


def _row(view: View, claim: Claim, assessment: Assessment) -> list[object]:
    written, resolved = assessment.strength, assessment.resolved_strength
    number = "" if written is None else str(written) if written == resolved else f"{written}{_NBSP}→{_NBSP}{resolved}"
    mark = shown(assessment)
    sign = f"{CHECK.sign}{_NBSP}" if claim.id in view.checks else ""
    excerpt = opening(escape(cut(claim.span.of(view.text), _CLAIM)))
    return [claim.id, view.line(claim.span), excerpt, _source(view, claim, assessment), number,
            f"{sign}{mark.sign}{_NBSP}{mark.word}"]  # fmt: skip


def _source(view: View, claim: Claim, assessment: Assessment) -> str:
    label = type_label(assessment.type)
    names = view.source_names(claim)
    noted = ", ".join(dict.fromkeys(item.kind for item in evidence_of(view, claim)))
    if names and shown(assessment) not in (UNSOURCED, VIEW, NONE):
        label += f": {escape(cut('; '.join(names), 60))}"
    return f"{label} (in notes: {noted})" if noted else label


def _signoff() -> str:
    head = ["Desk", "Name", "Date", "Open claims accepted, and why"]
    return table(head, [[desk, "", "", ""] for desk in ("Reporter", "Editor", "Fact-check")], widths=[12, 20, 12, 40],
                 align="llll")  # fmt: skip


def _small_print(view: View) -> Iterator[str]:
    example = next((claim.id for claim, _ in view.weak()), "C01")
    yield (
        "A strength says how well the draft *attributes* a claim, from 0 to 100. It never says whether the claim is "
        f'true, and an editor can overrule it: `verify dismiss DRAFT:{example} --reason "common knowledge"`.'
    )
    rules = view.report.ruleset
    yield (
        f"`verify` {__version__}, rules {code(rules.name)} {escape(rules.version)} (sha256 `{rules.sha256[:12]}…`), "
        f"draft sha256 `{view.sha256[:12]}…`. Nothing left this computer."
    )
