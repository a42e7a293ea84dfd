"""What two drafts, or two parts of one, say of one event: side by side, with the rule, the words and the sources.

Nothing here says which of them is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.model import Relation, Report
from verifier.report.labels import RELATED, counted
from verifier.report.rewrite import is_drift
from verifier.report.screen import Screen
from verifier.report.tables import code, escape, quoted, table
from verifier.report.view import View
from verifier.report.words import cut

ALONE = "only-here"
TITLES = {**RELATED, ALONE: "Only here"}
EXCERPT, MOST, _ALSO = 160, 30, 8
_FEW = 3  # lines in the report of one draft
CAVEAT = "Which of two claims is right, the rules cannot tell."


def section(view: View) -> Iterator[str]:
    """Markdown: what this draft tells against itself or beside other drafts, a line each; the index has them whole."""
    found = ordered_by_kind(one for one in view.report.relations if not is_drift(one) and one.kind != ALONE)
    if not found:
        return
    told = [f"- {_line(view, one)}" for one in found[:_FEW]]
    if len(found) > _FEW:
        told.append(f"- {len(found) - _FEW} more in `verify compare` and in the JSON report.")
    yield CAVEAT
    yield "\n".join(told)


def _line(view: View, one: Relation) -> str:
    other = one.other_draft if one.other_draft not in ("", view.report.name) else ""
    there = f"{escape(cut(other, 24))} {one.other_claim}".strip()
    return f"**{TITLES[one.kind]}**, {escape(one.topic)}: {one.claim} and {there}. {code(one.rule)}"


def _blocks(view: View, found: Sequence[Relation]) -> Iterator[str]:
    ordered = ordered_by_kind(found)
    for relation in ordered[:MOST]:
        if relation.kind != ALONE:
            yield f"**{TITLES[relation.kind]}: {escape(relation.topic)}**"
            yield _pair(relation, relation.span.of(view.text))
            yield _reason(relation)
    alone = [relation for relation in ordered if relation.kind == ALONE]
    if alone:
        yield f"**{TITLES[ALONE]}: {escape(view.report.name)}**"
        yield "\n".join(f"- {_alone(relation, view)}" for relation in alone[:MOST])
    if len(ordered) > MOST:
        yield f"{len(ordered) - MOST} more stand in the JSON report."


def ordered_by_kind(found: Iterable[Relation]) -> list[Relation]:
    """Conflicts first, then as people read them; in reading order."""
    kinds = list(TITLES)
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.span.start, one.topic))


def _pair(relation: Relation, words: str) -> str:
    same = relation.other_draft in ("", relation.draft)
    head = [
        f"{escape(relation.claim)}" if same else f"{escape(relation.draft)} {relation.claim}",
        relation.other_claim if same else f"{escape(relation.other_draft)} {relation.other_claim}",
    ]
    rows = [
        [quoted(cut(words, EXCERPT)), quoted(cut(relation.other_text, EXCERPT)) if relation.other_text else "–"],
        [_source(relation.source), _source(relation.other_source) if relation.other_claim else "–"],
    ]
    return table(head, rows, widths=[60, 60], align="ll")


def _source(name: str) -> str:
    return f"Source: {escape(cut(name, 80))}" if name else "No source in reach"


def _reason(relation: Relation) -> str:
    parts = [f"{escape(relation.why)}.", code(relation.rule)]
    if relation.where:
        parts.append(f"({escape(relation.where)})")
    if relation.independence:
        parts.append(f"Origins: {escape(relation.independence)}.")
    if relation.also:
        parts.append(_further(relation))
    return " ".join(parts)


def _further(relation: Relation) -> str:
    """The further claims of a topic, each side once."""
    sides = [dict.fromkeys(pair[side] for pair in relation.also if pair[side]) for side in (0, 1)]
    told = [", ".join([*list(ids)[:_ALSO], *(["…"] if len(ids) > _ALSO else [])]) for ids in sides if ids]
    return f"The same holds {'of' if len(told) == 1 else 'between'} {' and '.join(told)}."


def _alone(relation: Relation, view: View) -> str:
    words = quoted(cut(relation.span.of(view.text), EXCERPT))
    beside = f"; beside its {relation.other_claim}" if relation.other_claim else ""
    return f"{relation.claim} {words}: {escape(relation.why)}{beside}. {_source(relation.source)}."


def across(views: Sequence[View]) -> list[str]:
    """Markdown for the index: every two drafts on one event, each relation once."""
    parts: list[str] = []
    names = {view.report.name: view for view in views}
    for view, other, found in _together(views):
        parts.append(f"### {escape(view.report.name)} and {escape(other)}")
        parts += _blocks(view, found)
        if other in names:
            parts += _blocks(names[other], _only(names[other], view.report.name))
    return ["## Across drafts", CAVEAT, *parts] if parts else []


def _only(view: View, other: str) -> list[Relation]:
    return [one for one in view.report.relations if one.kind == ALONE and one.other_draft == other]


def _together(views: Sequence[View]) -> Iterator[tuple[View, str, list[Relation]]]:
    """Each pair of drafts with its relations: told from the first, what only the second has from the second."""
    for view in views:
        others = dict.fromkeys(one.other_draft for one in view.report.relations if one.other_draft > view.report.name)
        for other in others:
            found = [one for one in view.report.relations if one.other_draft == other]
            yield view, other, found


def lines(reports: Sequence[Report], screen: Screen) -> Iterator[str]:
    """For a screen: the drafts beside each other, then each against itself."""
    views = [View(report) for report in reports]
    told = False
    for view in views:
        for other in ["", *dict.fromkeys(one.other_draft for one in view.report.relations)]:
            found = [one for one in view.report.relations if _belongs(one, view.report.name, other)]
            if found:
                told = True
                yield from _screen_group(view, other, found, screen)
    yield from screen.wrap(CAVEAT if told else "Nothing in these drafts is told twice.")


def _belongs(one: Relation, name: str, other: str) -> bool:
    """Whether a relation is told in this group: one of two drafts by the first alone, but for what only one has."""
    if one.other_draft in ("", name):
        return other == ""
    return one.other_draft == other and (one.kind == ALONE or name < other)


def _screen_group(view: View, other: str, found: Sequence[Relation], screen: Screen) -> Iterator[str]:
    title = f"{view.report.name} beside {other}" if other else f"{view.report.name} against itself"
    yield from screen.wrap(f"{title}: {counted(len(found), 'relation')}")
    for relation in ordered_by_kind(found):
        yield ""
        yield from screen.wrap(f"{TITLES[relation.kind]}: {relation.topic}", indent=2)
        yield from _screen_claim(relation.claim, relation.span.of(view.text), relation.source, screen)
        if relation.other_text:
            yield from _screen_claim(relation.other_claim, relation.other_text, relation.other_source, screen)
        yield from screen.wrap(f"{relation.why}. Rule {relation.rule} {relation.where}".rstrip(), indent=4)
        if relation.independence:
            yield from screen.wrap(f"Origins: {relation.independence}.", indent=4)
    yield ""


def _screen_claim(claim: str, words: str, source: str, screen: Screen) -> Iterator[str]:
    yield from screen.wrap(screen.quote(words, 300), indent=10, first=f"{claim:<6}")
    yield from screen.wrap(f"source: {source}" if source else "no source in reach", indent=10)
