"""Two drafts compared, for a screen: what an edit took away first, then what to do, then what is done."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.desk.diff import STATES, Change, Diff
from verifier.report.labels import counted, shown
from verifier.report.screen import Screen
from verifier.report.view import View

_QUIET = ("unchanged",)
_MOST = 12


def lines(found: Diff, screen: Screen) -> Iterator[str]:
    """One block a change; what did not change is only counted."""
    old, new = View(found.old), View(found.new)
    counts = {state: sum(change.state == state for change in found.changes) for state in STATES}
    yield from screen.wrap(
        f"{found.old.draft.document.path or found.old.name} → {found.new.draft.document.path or found.new.name}"
    )
    yield from screen.wrap(", ".join(f"{number} {state}" for state, number in counts.items() if number) or "no claims")
    for state in STATES:
        changes = [change for change in found.changes if change.state == state]
        if not changes or state in _QUIET:
            continue
        for change in changes[:_MOST]:
            yield ""
            yield from _change(change, old, new, screen)
        if len(changes) > _MOST:
            yield ""
            yield from screen.wrap(f"{counted(len(changes) - _MOST, 'more')} {state}.", indent=2)


def _change(change: Change, old: View, new: View, screen: Screen) -> Iterator[str]:
    view, row = (new, change.new) if change.new else (old, change.old)
    if row is None:
        return
    claim = row[0]
    yield from screen.line(f"{change.state:<9} {change.id:<5} {view.place(claim.span):<6}  {_levels(change, screen)}")
    if change.dropped:
        yield from screen.wrap(
            f"The attribution is gone: {screen.quote(change.dropped, 60)} stood behind it.", indent=4
        )
    if change.old and change.new and change.old[0].span.of(old.text) != claim.span.of(new.text):
        yield "  - " + screen.quote(change.old[0].span.of(old.text), screen.width - 4)
        yield "  + " + screen.quote(claim.span.of(new.text), screen.width - 4)
    else:
        yield "    " + screen.quote(claim.span.of(view.text), screen.width - 4)
    for each in change.opened[:2]:
        yield from screen.wrap(each.question or each.title, indent=9, first="ask  ")
    if change.closed and change.state in ("fixed", "stronger"):
        yield from screen.wrap(f"answered: {', '.join(each.rule for each in change.closed)}", indent=4)


def _levels(change: Change, screen: Screen) -> str:
    told = []
    for row in (change.old, change.new):
        if row is not None:
            mark, strength = shown(row[1]), row[1].resolved_strength
            told.append(
                f"{mark.show(ascii=screen.look.ascii)} {mark.word.lower()}{'' if strength is None else f' {strength}'}"
            )
    return told[0] if len(told) == 1 or told[0] == told[-1] else " → ".join(told)
