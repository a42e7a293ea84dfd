"""The Markdown report: verdict, questions, who speaks, every claim, why, the draft as a whole, sign-off, small print.

No clock time stands in it, so that two runs over one draft give the same bytes. The table of claims aside it has
no more words than the draft, but for a very short one: reasons are given for what leads, the rest is in ``explain``.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from verifier.files import MARK
from verifier.model import Assessment, Claim, Question, Report
from verifier.report import Look, rewrite
from verifier.report.asked import excerpt, ids, lines
from verifier.report.cast import HEAD, cells, sorted_cast
from verifier.report.compare import section
from verifier.report.labels import CHECK, MARKS, NONE, UNSOURCED, VIEW, counted, shown, type_label
from verifier.report.marks import evidence_of
from verifier.report.measured import told as told_of
from verifier.report.tables import code, escape, opening, rule_link, table
from verifier.report.verdict import verdict
from verifier.report.view import View
from verifier.report.whole import whole
from verifier.report.why import why
from verifier.report.words import cut, flat
from verifier.version import __version__

_CLAIM, _EXCERPT = 110, 60
_NBSP = "\u00a0"


def render(report: Report, look: Look) -> str:
    """The whole report of one draft."""
    view = View(report, look.pages, how_often=look.how_often)
    parts = [
        f"# Claim report: {escape(report.name)}",
        *_opening(view),
        "## Ask the reporter",
        *_questions(view),
        *_section("Who speaks", _cast(view)),
        "## Every claim",
        *_claims(view),
        *_section("Why", why(view)),
        *_section("The draft as a whole", whole(view)),
        *_section("Beside its original", rewrite.markdown(view)),
        *_section("Told twice", section(view)),
        "## Sign-off",
        _signoff(view),
        "---",
        *_small_print(view),
        f"<!-- {MARK} -->",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, parts: Iterator[str]) -> Iterator[str]:
    told = list(parts)
    if told:
        yield f"## {title}"
        yield from told


def _opening(view: View) -> Iterator[str]:
    head, *rest = verdict(view)
    yield " ".join([f"**{escape(head)}**", *map(escape, rest)])
    if view.rows:
        found = view.count()
        row = [*found.values(), len(view.checks), len(view.rows)]
        heads = [*(f"{mark.sign}{_NBSP}{mark.word}" for mark in (*MARKS, CHECK)), "Claims"]
        yield table(heads, [row], widths=[12] * 8, align="r" * 8)
        yield f"In reading order: {_strip(view)}"


def _strip(view: View) -> str:
    return " ".join(CHECK.sign if claim.id in view.checks else shown(row).sign for claim, row in view.rows)


# --- what to ask -------------------------------------------------------------------------------


def _questions(view: View) -> Iterator[str]:
    if not view.lead:
        yield "Nothing to ask: no finding is open."
    else:
        yield "\n".join(_question(view, one) for one in view.lead)
    more = [one for one in view.asked if one not in view.lead]
    if more:
        by_rule: dict[str, list[str]] = {}
        for one in more:
            by_rule.setdefault(one.first.rule, []).append(ids(view, one))
        told = "; ".join(f"{', '.join(names)} {rule_link(rule, view.pages)}" for rule, names in by_rule.items())
        yield f"{counted(len(more), 'further question')}: {told}."
    if view.noted:
        notes = ", ".join(dict.fromkeys(ids(view, one) for one in view.noted if one.claims))
        yield f"Noted, not asked{f': {notes}' if notes else ''}. `verify explain` has each."


def _question(view: View, one: Question) -> str:
    place = lines(view, one)
    words = excerpt(view, one, _EXCERPT)
    told = [
        f"- [ ] **{escape(ids(view, one))}**{f', {place}' if place else ''}:",
        f"“{escape(words)}”" if words else "",
        escape(one.text),
        rule_link(one.first.rule, view.pages) if one.first.rule in view.pages else "",
        f"({told_of(one.first.rule)}.)" if view.how_often and told_of(one.first.rule) else "",
    ]
    return " ".join(part for part in told if part)


def _cast(view: View) -> Iterator[str]:
    """One row a speaker, those by name first."""
    rows: list[list[object]] = []
    for title, found in sorted_cast(view):
        rows.append([f"*{title}*", *[""] * 5])
        for one in found:
            name, role, line, claims, level, also = cells(view, one)
            rows.append([escape(name), escape(role), line, claims, level.replace(" ", _NBSP), escape(also)])
    if rows:
        yield table(list(HEAD), rows, widths=[24, 24, 6, 22, 16, 28], align="llrlll")


# --- every claim -------------------------------------------------------------------------------


def _claims(view: View) -> Iterator[str]:
    if not view.rows:
        yield "No claim was found in this draft."
        return
    rows = [_row(view, claim, assessment) for claim, assessment in view.rows]
    yield table(
        ["#", "Line", "Claim", "Source", "Strength", "Level"], rows, widths=[8, 7, 48, 28, 11, 18], align="lrllrl"
    )


def _row(view: View, claim: Claim, assessment: Assessment) -> list[object]:
    mark = shown(assessment)
    sign = f"{CHECK.sign}{_NBSP}" if claim.id in view.checks else ""
    words = opening(escape(cut(claim.span.of(view.text), _CLAIM)))
    number = "" if assessment.resolved_strength is None else assessment.resolved_strength
    return [claim.id, view.line(claim.span), words, _source(view, claim, assessment), number,
            f"{sign}{mark.sign}{_NBSP}{mark.word}"]  # fmt: skip


def _source(view: View, claim: Claim, assessment: Assessment) -> str:
    """Who stands behind a claim; where only another claim credits it, as it is written and where it is credited."""
    label = type_label(assessment.type)
    names = view.source_names(claim)
    noted = ", ".join(dict.fromkeys(item.kind for item in evidence_of(view, claim)))
    support = assessment.support
    if support and assessment.strength != assessment.resolved_strength:
        written = shown(assessment, as_written=True).word.lower()
        label = f"as written {written}; credited in {support.claim}"
    elif names and shown(assessment) not in (UNSOURCED, VIEW, NONE):
        label += f": {escape(cut('; '.join(names), 60))}"
    label += " (unsure)" if claim.id in view.unsure else ""
    return f"{label} (in notes: {noted})" if noted else label


def _signoff(view: View) -> str:
    left = view.open_claims
    told = f"{counted(len(left), 'open claim')}."
    head = ["Desk", "Name", "Date", "Open claims accepted, and why"]
    rows = [[desk, "", "", ""] for desk in ("Reporter", "Editor", "Fact-check")]
    return f"{told}\n\n{table(head, rows, widths=[12, 20, 12, 40], align='llll')}"


def _named(view: View) -> str:
    """The draft as a command takes it."""
    return flat(quote(view.report.draft.document.path or view.report.name)).replace("`", "")


def _small_print(view: View) -> Iterator[str]:
    example = next((one.claims[0] for one in view.asked if one.claims), "C01")
    yield (
        "A strength, 0 to 100, says how well the draft *attributes* a claim. It never says whether the claim is true. "
        f'To let one be: `verify dismiss {_named(view)}:{example} --reason "…"`.'
    )
    rules = view.report.ruleset
    yield (
        f"`verify` {__version__}, rules {code(rules.name)} {escape(rules.version)} (sha256 `{rules.sha256[:12]}…`), "
        f"draft sha256 `{view.sha256[:12]}…`. Nothing left this computer."
    )
