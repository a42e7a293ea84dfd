"""The summary for a screen: what to ask first in each draft, then one row a draft. No line is wider than asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from verifier.model import Question, Report
from verifier.report import Look, rewrite
from verifier.report.asked import further, ids
from verifier.report.cast import cast_line
from verifier.report.labels import CHECK, HIGH, LOW, MARKS, MODERATE, NONE, UNSOURCED, VIEW, counted, shown
from verifier.report.measured import told
from verifier.report.screen import Screen
from verifier.report.verdict import verdict
from verifier.report.view import View
from verifier.report.words import pad, width

ASKED = 3
_ROOMY, _NARROW = 72, 60
_SHORT = {HIGH: "high", MODERATE: "mod", LOW: "low", UNSOURCED: "none", VIEW: "view", NONE: "", CHECK: ""}


def render(reports: Sequence[Report], look: Look) -> str:
    """All drafts of a run, ended by what was written and what to do next."""
    screen = Screen(look)
    views = [View(report, how_often=look.how_often) for report in reports]
    lines: list[str] = []
    for view in views:
        lines += [*_draft(view, screen), ""]
    if len(views) > 1:
        lines += [*_totals(views, screen), "", *_across(views, screen)]
    lines += _footer(views, screen)
    return screen.text(lines)


def path_of(view: View) -> str:
    """The draft as a person would name it again."""
    return view.report.draft.document.path or view.report.name


def _draft(view: View, screen: Screen) -> Iterator[str]:
    yield from _heading(view, screen)
    for one in view.lead[:ASKED]:
        yield from _question(view, one, screen)
    yield from rewrite.lines(view, screen)
    left = len(view.asked) - ASKED
    if left > 0:
        yield from screen.wrap(f"{counted(left, 'more question')}: verify show {_named(view)}", indent=2)


def questions(view: View, screen: Screen) -> Iterator[str]:
    """Everything there is to ask of one draft, what leads first, then what is only noted."""
    yield from _heading(view, screen)
    for one in (*view.lead, *(one for one in view.asked if one not in view.lead)):
        yield from _question(view, one, screen)
        for line in further(view, one, screen.width):
            yield f"{' ' * _inset(screen)}{screen.cut(line, screen.width - _inset(screen))}"
    if not view.asked:
        yield from screen.wrap("Nothing to ask: no finding is open.", indent=2)
    speakers = cast_line(view)
    if speakers:
        yield from screen.wrap(f"Who speaks: {speakers}", indent=2)
    for one in view.noted:
        yield from screen.wrap(f"{ids(view, one)}: {one.text}", indent=7, first="note ")


def _heading(view: View, screen: Screen) -> Iterator[str]:
    facts = f"{counted(view.words, 'word')}, {counted(len(view.rows), 'claim')}"
    yield from screen.wrap(f"{path_of(view)}  {facts}")
    yield from screen.wrap(" ".join(verdict(view)), indent=2)


def _named(view: View) -> str:
    """The draft as a shell takes it."""
    return quote(path_of(view))


def _inset(screen: Screen) -> int:
    return 4 if screen.width < _NARROW else 9


def _question(view: View, one: Question, screen: Screen) -> Iterator[str]:
    inset = _inset(screen)
    if not one.claims:
        yield from screen.wrap(one.text, indent=inset + 5, first="The draft: ask  ")
        return
    claim, assessment = view.by_id[one.claims[0]]
    mark = CHECK if claim.id in view.checks else shown(assessment)
    word, names = mark.word.lower(), ids(view, one)
    number = "" if assessment.resolved_strength is None else str(assessment.resolved_strength)
    begin = f"  {pad(view.place(claim.span), 6)} {screen.sign(mark, word)}{' ' * max(1, 11 - len(word))}"
    if screen.width < _NARROW:
        yield f"{begin}{names if len(one.claims) < 3 else one.claims[0] + '…'} {number}"
        yield from screen.wrap(one.first.title, indent=4)
    else:
        begin += f"{pad(names, 5)} {pad(number, 3, right=True)}  "
        used = 11 + max(6, len(view.place(claim.span))) + max(11, len(word) + 1) + max(5, len(names))
        yield begin + screen.cut(one.first.title, screen.width - used)
    yield " " * inset + screen.quote(claim.span.of(view.text), screen.width - inset)
    yield from screen.wrap(one.text, indent=inset + 5, first="ask  ")
    if view.how_often and told(one.first.rule):
        yield from screen.wrap(f"({one.first.rule}: {told(one.first.rule)})", indent=inset + 5)


def _totals(views: Sequence[View], screen: Screen) -> Iterator[str]:
    marks = (*MARKS, CHECK)
    rows = [[len(view.rows), *view.count().values(), len(view.checks)] for view in views]
    names = [*(view.report.name for view in views), "total"]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    signs = [mark.show(ascii=screen.look.ascii) for mark in marks]
    heads = [f"{sign} {_SHORT[mark]}".strip() for sign, mark in zip(signs, marks, strict=True)]
    if screen.width < _ROOMY:
        heads = signs
    columns = [max(3, width(head)) for head in heads]
    room = screen.width - sum(columns) - 2 * len(columns) - 8
    if screen.width < _NARROW:
        for name, row in zip(names, rows, strict=True):
            yield screen.cut(name, screen.width)
            cells = "  ".join(f"{sign} {number}" for sign, number in zip(signs, row[1:], strict=True) if number)
            yield from screen.wrap(f"{counted(row[0], 'claim')}  {cells}", indent=2)
        return
    room = min(room, max(width(screen.plain(name)) for name in names))
    yield _line("draft", "claims", heads, room, columns)
    for name, row in zip(names, rows, strict=True):
        yield _line(screen.cut(name, room), str(row[0]), [str(number) for number in row[1:]], room, columns)


def _line(name: str, claims: str, cells: Sequence[str], room: int, columns: Sequence[int]) -> str:
    filled = "  ".join(pad(cell, size, right=True) for cell, size in zip(cells, columns, strict=True))
    return f"{pad(name, room)}  {claims:>6}  {filled}"


def _across(views: Sequence[View], screen: Screen) -> Iterator[str]:
    """How many relations of each kind lead from one draft to another, each pair once."""
    counts: dict[str, int] = {}
    for view in views:
        for found in view.report.relations:
            if found.other_draft and found.draft < found.other_draft:
                counts[found.kind] = counts.get(found.kind, 0) + 1
    if counts:
        told = ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items()))
        yield from screen.wrap(f"Across drafts: {told}.")
        yield ""


def _footer(views: Sequence[View], screen: Screen) -> Iterator[str]:
    wrote = screen.look.wrote
    if wrote:
        index = [name for name in wrote if name.endswith("index.md")]
        rest = [name for name in wrote if name not in index]
        named = rest if len(rest) == 1 else [counted(len(rest), "report")]
        yield from screen.wrap(f"Wrote {' and '.join([*index, *named])}.")
    worst = next((f"{path_of(view)}:{one.claims[0]}" for view in views for one in view.lead if one.claims), "")
    if worst:
        yield from screen.wrap(f"Next: verify explain {quote(worst)}")
