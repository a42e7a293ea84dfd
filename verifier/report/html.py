"""The report as one HTML page: no request, readable without JavaScript, every picture with a table beside it.

All words of the draft and the rules pass through ``escape``. The page's own script is named by its hash in
the content security policy, so that no other can run.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files

from verifier.files import MARK
from verifier.model import Assessment, Claim, Report
from verifier.report import Look, rewrite
from verifier.report.asked import excerpt, ids, lines
from verifier.report.beside import beside
from verifier.report.cast import HEAD, cells, sorted_cast
from verifier.report.highlight import draft
from verifier.report.labels import CHECK, MARKS, VIEW, shown, told_as, type_label
from verifier.report.mail import letter
from verifier.report.marks import evidence_of
from verifier.report.pictures import bars, name_of, source_types, strip, strip_table, table
from verifier.report.verdict import verdict
from verifier.report.view import NOTE, View
from verifier.report.why import signed
from verifier.report.words import cut, flat
from verifier.version import __version__

_HIDDEN_FIRST = frozenset({"HIGH", "MODERATE", "VIEW", "NONE"})


def render(report: Report, look: Look) -> str:
    """The page of one draft."""
    view = View(report, look.pages)
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f'<meta name="generator" content="{MARK}">',
        f"<title>verify: {escape(report.name)}</title><style>{_file('report.css')}</style></head><body>",
        '<a class="skip" href="#draft">Skip to the draft</a>',
        f"<header><h1>verify <span>{escape(report.name)}</span></h1></header>",
        *_summary(view),
        *_send(view, look),
        f'<main><section id="draft" aria-label="Draft" tabindex="-1">{"".join(draft(view))}</section>',
        *_claims(view),
        "</main>",
        *rewrite.page(view),
        *beside(view),
        *_whole(view),
        *_footer(view),
        f"<script>{_file('report.js')}</script></body></html>",
    ]
    return "\n".join(parts) + "\n"


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return files("verifier.report").joinpath("page", name).read_text("utf-8")


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_file("report.js").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"


# --- above -------------------------------------------------------------------------------------


def _summary(view: View) -> Iterator[str]:
    head, *rest = verdict(view)
    yield '<section class="sum" aria-label="Summary">'
    yield f"<p><strong>{escape(head)}</strong> {escape(' '.join(rest))}</p>"
    counts = view.count()
    told = ", ".join(f"{number} {mark.word.lower()}" for mark, number in counts.items() if number)
    yield f'<p>{len(view.rows)} claims: {told or "none"}. <span id="left" role="status"></span></p>'
    yield f'<div id="strip">{strip(view)}</div>'
    yield f"<details><summary>The strip as a table</summary>{strip_table(view)}</details>"
    yield '<fieldset id="filters" hidden><legend>Show</legend>'
    for mark in (*MARKS, CHECK):
        number = len(view.checks) if mark is CHECK else counts[mark]
        if number:
            name = name_of(mark)
            state = "" if name in _HIDDEN_FIRST else " checked"
            box = f'<input type="checkbox" value="{name}"{state}>'
            yield f'<label class="chip {name}">{box}{mark.sign} {mark.word.lower()} {number}</label>'
    yield from _types(view)
    yield "</fieldset></section>"


def _types(view: View) -> Iterator[str]:
    """The choice of one type of source, the commonest first."""
    counts = Counter(assessment.type for _, assessment in view.rows)
    yield '<label class="chip">Source <select id="type"><option value="">all</option>'
    for name, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f'<option value="{escape(name)}">{escape(type_label(name))} {number}</option>'
    yield "</select></label>"


def _send(view: View, look: Look) -> Iterator[str]:
    """The questions that lead, and the mail that asks them, to be copied."""
    if not view.lead:
        return
    yield '<section id="send" aria-labelledby="sh"><h2 id="sh">Before this runs</h2><ol>'
    for one in view.lead:
        place = f" ({lines(view, one)})" if one.claims else ""
        first = f'<a href="#p-{one.claims[0]}">{escape(ids(view, one))}</a>' if one.claims else "The draft"
        words = excerpt(view, one, 110)
        quoted = f"“{escape(words)}” " if words else ""
        yield f"<li>{first}{place}: {quoted}{escape(flat(one.text))} {_rule(view, one.first.rule)}</li>"
    yield "</ol>"
    yield '<button type="button" hidden data-copy="mail">Copy as a mail</button>'
    text = letter(view, greeting=look.greeting, sign_off=look.sign_off)
    yield f'<details><summary>The mail</summary><p id="mail" class="mail">{escape(text)}</p></details></section>'


# --- the claims --------------------------------------------------------------------------------


def _claims(view: View) -> Iterator[str]:
    yield '<section id="claims" aria-labelledby="ph"><h2 id="ph">Ask the reporter</h2><ol id="list">'
    rank: dict[str, int] = {}
    for at, one in enumerate((*view.lead, *view.asked)):
        for claim_id in one.claims:
            rank.setdefault(claim_id, at)
    rows = enumerate(view.rows)
    for _, (claim, assessment) in sorted(rows, key=lambda row: (rank.get(row[1][0].id, len(rank)), row[0])):
        yield from _claim(view, claim, assessment)
    yield "</ol></section>"


def _claim(view: View, claim: Claim, assessment: Assessment) -> Iterator[str]:
    mark = shown(assessment)
    check = claim.id in view.checks
    name = "CHECK" if check else name_of(mark)
    data = f'data-claim="{claim.id}" data-level="{name_of(mark)}" data-check="{int(check)}"'
    kind = f'data-type="{escape(assessment.type)}"'
    yield f'<li id="p-{claim.id}" class="b-{name}" tabindex="-1" {data} {kind}>'
    number = "" if assessment.resolved_strength is None else f" {assessment.resolved_strength}"
    sign = f"{CHECK.sign} " if check else ""
    guess = " (unsure)" if claim.id in view.unsure else ""
    told = f"{claim.id} · {mark.word}{number} · {escape(type_label(assessment.type))}{guess}"
    yield f"<h3>{sign}{mark.sign} {told}</h3>"
    if claim.id not in view.by_asked:
        yield f'<p class="said">“{escape(cut(claim.span.of(view.text), 160))}”</p>'
    names = view.source_names(claim)
    if names:
        yield f"<p>Says who: {escape(flat('; '.join(names)))}</p>"
    for item in evidence_of(view, claim):
        yield f"<p>In notes, {item.kind}: {escape(cut(flat(item.target), 160))}</p>"
    yield from _questions(view, claim)
    yield f"<details><summary>Why {claim.id}</summary>{_why(view, claim.id, assessment)}</details></li>"


def _rule(view: View, rule: str) -> str:
    """A rule's id, with a link to its page where it has one."""
    told = f"<code>{escape(rule)}</code>"
    return f'<a href="{escape(view.pages[rule])}">{told}</a>' if rule in view.pages else told


def _questions(view: View, claim: Claim) -> Iterator[str]:
    found = view.by_asked.get(claim.id, ())
    if not found:
        return
    said = f"{claim.id}, line {view.line(claim.span)}: “{escape(cut(claim.span.of(view.text), 110))}”"
    yield f'<div id="q-{claim.id}"><p class="said">{said}</p><ul>'
    for one in found:
        note = "Noted: " if one.severity == NOTE else ""
        yield f'<li class="ask">{note}{escape(one.text or one.first.title)} {_rule(view, one.first.rule)}</li>'
    yield "</ul></div>"
    label = f'aria-label="Copy the questions on {claim.id}"'
    yield f'<button type="button" hidden data-copy="q-{claim.id}" {label}>Copy</button>'


def _why(view: View, claim: str, assessment: Assessment) -> str:
    """The arithmetic, and how certain the text is."""
    rows: list[list[object]] = []
    for factor in assessment.factors:
        words = f"“{cut(factor.span.of(view.text), 50)}”" if factor.span else factor.label
        rows.append([factor.rule, words, signed(factor.points, first=not rows), factor.where])
    if sum(factor.points for factor in assessment.factors) > assessment.cap:
        rows.append([assessment.capped_by or "cap", "no more than", assessment.cap, ""])
    rows.append(["as written", "", assessment.strength, ""])
    support = assessment.support
    if support and assessment.resolved_strength != assessment.strength:
        told = f"{support.claim} has {support.strength}, less {support.penalty}"
        rows.append([support.rule, told, assessment.resolved_strength, ""])
    view_note = "<p>The writer’s own view, credited to nobody.</p>" if shown(assessment) is VIEW else ""
    found = [one.question for one in view.findings_of(claim) if one.question]
    asked = "".join(f"<li>{escape(' '.join(each.split()))}</li>" for each in dict.fromkeys(found))
    questions = f"<ul>{asked}</ul>" if asked else ""
    certainty = f"<p>The text states it as {told_as(assessment.commitment)}.</p>"
    return table(["Rule", "Found", "Points", "Where"], rows, numbers=(2,)) + certainty + view_note + questions


# --- below -------------------------------------------------------------------------------------


def _whole(view: View) -> Iterator[str]:
    yield '<section id="whole" aria-label="The draft as a whole">'
    yield bars(source_types(view), title="What the claims rest on", noun="Type of source")
    yield from _cast(view)
    notes = list(_notes(view))
    if notes:
        lines = "".join(f"<li>{line}</li>" for line in notes)
        yield f"<div><h2>The draft as a whole</h2><ul>{lines}</ul></div>"
    yield "</section>"


def _cast(view: View) -> Iterator[str]:
    rows = [list(cells(view, one)) for _, found in sorted_cast(view) for one in found]
    counts = [(flat(one.name), len(one.claims)) for one in view.report.cast]
    yield bars(sorted(counts, key=lambda pair: (-pair[1], pair[0].lower())), title="Who speaks", noun="Source")
    if rows:
        yield f"<div><h2>Sources, their roles and other mentions</h2>{table(list(HEAD), rows, numbers=(2,))}</div>"


def _notes(view: View) -> Iterator[str]:
    for found in view.of_draft():
        told = f"{flat(found.title)}: {flat(found.question or found.why)}"
        yield f"{escape(told)} {_rule(view, found.rule)}"
    for note in view.report.draft.document.notes:
        yield escape(note)
    for found in view.report.findings:
        if found.dismissed:
            told = f"Dismissed: {found.claim or 'the draft'}, {found.dismissed}"
            yield f"{escape(told)} <code>{escape(found.rule)}</code>"


def _footer(view: View) -> Iterator[str]:
    rules = view.report.ruleset
    yield (
        "<footer><p>A strength says how well the draft <strong>attributes</strong> a claim, from 0 to 100. It never "
        "says whether the claim is true. Nothing left this computer. Keys: <kbd>j</kbd> and <kbd>k</kbd>, next, back "
        f"claim.</p><p>verify {__version__}, rules {escape(rules.name)} {escape(rules.version)} "
        f"(sha256 {rules.sha256[:12]}…), draft sha256 {view.sha256[:12]}…</p></footer>"
    )
