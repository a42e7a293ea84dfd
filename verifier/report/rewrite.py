"""A rewrite beside its originals: what was kept, and both texts side by side, the words that differ marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape as html
from itertools import groupby

from verifier.model import Relation, Report, Rewrite
from verifier.report.labels import counted
from verifier.report.screen import Screen
from verifier.report.tables import escape, table
from verifier.report.view import View
from verifier.report.words import cut, flat

KIND = "drift"
_TOPIC = "drift-"  # what the topics of such relations begin with, as the types of their rules do
MOST, SHOWN = 40, 8
_LEAD_IN = 3  # words before the first that differs, where a line has room for few
_CELL = 160
_GAP = "…"


@dataclass(frozen=True, slots=True)
class Side:
    """Words of one text, each with whether the other text has it not."""

    words: tuple[tuple[str, bool], ...]

    def told(self, plain: Callable[[str], str], mark: Callable[[str], str], limit: int = 0) -> str:
        """All of it in at most ``limit`` letters, 0 for any, beginning a little before what differs."""
        first = next((at for at, (_, differs) in enumerate(self.words) if differs), 0)
        start = max(0, first - _LEAD_IN) if limit and len(" ".join(word for word, _ in self.words)) > limit else 0
        parts, room, whole = [_GAP] if start else [], limit, True
        runs = groupby(self.words[start:], key=lambda pair: pair[1])
        for differs, run in runs:
            words = []
            for word, _ in run:
                room -= len(word) + 1
                whole = whole and not (limit and room < len(_GAP))
                words += [word] if whole else []
            if words:
                parts.append((mark if differs else plain)(" ".join(words)))
        return " ".join(parts if whole else [*parts, _GAP])


@dataclass(frozen=True, slots=True)
class Row:
    """One drift: the claim, what it is called, and both texts; ``there`` is empty where no original has it."""

    claim: str
    title: str
    here: Side
    original: str
    there: Side


def changed(report: Report) -> list[Relation]:
    """What the rewrite changed, the claims in reading order."""
    found = [one for one in _drifts(report) if one.claim or one.span.start < one.span.end]
    order = {claim.id: at for at, claim in enumerate(report.claims)}
    return sorted(found, key=lambda one: order.get(one.claim, -1))


def omitted(report: Report) -> list[Relation]:
    """What it left out, in the order of the rules: denials first."""
    return [one for one in _drifts(report) if not one.claim and one.span.start == one.span.end]


def _drifts(report: Report) -> Iterator[Relation]:
    return (one for one in report.relations if is_drift(one))


def is_drift(one: Relation) -> bool:
    """Whether a relation leads from a rewrite to what it was held against."""
    return one.kind == KIND and one.topic.startswith(_TOPIC)


def rows(view: View) -> list[Row]:
    """Each drift side by side."""
    made = []
    for one in changed(view.report):
        here, there = differing(one.span.of(view.text), one.other_text)
        made.append(Row(one.claim, one.why, here, one.other_draft, there))
    return made


def differing(one: str, other: str) -> tuple[Side, Side]:
    """Two texts word by word; capitals and marks at a word’s edge make no difference."""
    mine, theirs = flat(one).split(), flat(other).split()
    blocks = SequenceMatcher(None, list(map(_bare, mine)), list(map(_bare, theirs)), autojunk=False)
    same = blocks.get_matching_blocks()
    here = {block.a + at for block in same for at in range(block.size)}
    there = {block.b + at for block in same for at in range(block.size)}
    both = bool(other)
    return (
        Side(tuple((word, both and at not in here) for at, word in enumerate(mine))),
        Side(tuple((word, at not in there) for at, word in enumerate(theirs))),
    )


def _bare(word: str) -> str:
    return word.strip("“”‘’\"'.,;:!?()[]").casefold() or word


def kept(rewrite: Rewrite) -> str:
    """``31 of 34 facts, 5 of 7 attributions, 3 of 5 quotations``."""
    return ", ".join(f"{one.kept} of {one.of} {one.what}" for one in rewrite.kept if one.of)


def by_kind(report: Report) -> dict[str, int]:
    """How many drifts of each kind: ``drift-quotation`` counts all of its rules; what is left out, each claim."""
    counts: dict[str, int] = {}
    for one in _drifts(report):
        counts[one.topic] = counts.get(one.topic, 0) + 1
    return dict(sorted(counts.items()))


# --- formats -----------------------------------------------------------------------------------


def markdown(view: View) -> Iterator[str]:
    """The section of the Markdown report."""
    rewrite = view.report.rewrite
    if rewrite is None:
        return
    yield f"Held against {escape(', '.join(rewrite.originals))}."
    told = [[one.what, f"{one.kept} of {one.of}"] for one in rewrite.kept if one.of]
    if told:
        yield table(["Kept", ""], told, widths=[20, 12], align="lr")
    found = rows(view)
    if found:
        cells = [[row.claim, row.title, _bold(row.here), _there(row, rewrite, _bold)] for row in found[:MOST]]
        yield table(["#", "Change", "Here", "Original"], cells, widths=[6, 20, 45, 45], align="llll")
    if len(found) > MOST:
        yield f"{len(found) - MOST} more stand in the JSON report."
    left = omitted(view.report)
    if left:
        yield "Left out:"
        yield "\n".join(f"- {one.other_claim}: “{escape(cut(one.other_text, _CELL))}”" for one in left[:MOST])


def _there(row: Row, rewrite: Rewrite, show: Callable[[Side], str]) -> str:
    """The words of the original, with its name where there are several."""
    plain = Side(((f"({row.original})", False),))
    return f"{show(row.there)} {show(plain)}" if row.original and len(rewrite.originals) > 1 else show(row.there)


def _bold(side: Side) -> str:
    return side.told(escape, lambda word: f"**{escape(word)}**", _CELL)


def page(view: View) -> Iterator[str]:
    """The section of the HTML page."""
    rewrite = view.report.rewrite
    if rewrite is None:
        return
    yield '<section id="rewrite" aria-labelledby="rw"><h2 id="rw">Beside its original</h2>'
    yield f"<p>Held against {html(', '.join(rewrite.originals))}. Kept: {html(kept(rewrite))}.</p>"
    found = rows(view)
    if found:
        yield "<table><thead><tr>"
        yield "".join(f'<th scope="col">{name}</th>' for name in ("Claim", "Change", "Here", "Original"))
        yield "</tr></thead><tbody>"
        for row in found:
            cells = (html(row.claim), html(row.title), _marked(row.here), _there(row, rewrite, _marked))
            yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        yield "</tbody></table>"
    left = omitted(view.report)
    if left:
        yield "<h3>Left out</h3><ul>"
        yield from (f"<li>{html(one.other_claim)}: “{html(flat(one.other_text))}”</li>" for one in left)
        yield "</ul>"
    yield "</section>"


def _marked(side: Side) -> str:
    return side.told(html, lambda word: f"<mark>{html(word)}</mark>")


def lines(view: View, screen: Screen) -> Iterator[str]:
    """For a screen: what was kept, and a line a drift, both texts beside each other."""
    rewrite = view.report.rewrite
    if rewrite is None:
        return
    told = kept(rewrite)
    yield from screen.wrap(f"beside {', '.join(rewrite.originals)}: kept {told or 'nothing'}", indent=2)
    found = rows(view)
    for row in found[:SHOWN]:
        yield _line(row, screen)
    left = omitted(view.report)
    if len(found) > SHOWN or left:
        more = [counted(len(found) - SHOWN, "more change")] if len(found) > SHOWN else []
        more += [f"{counted(len(left), 'claim')} left out"] if left else []
        yield from screen.wrap(f"and {', '.join(more)}: --format md or html has them all", indent=2)


def _line(row: Row, screen: Screen) -> str:
    head = f"  {row.claim:<6}"
    room = max(12, (screen.width - len(head) - 3) // 2 - 4)

    def mark(word: str) -> str:
        return f"[{screen.plain(word)}]"

    here, there = (side.told(screen.plain, mark, room) for side in (row.here, row.there))
    return head + screen.cut(f"{here} | {there or row.title}", screen.width - len(head))
