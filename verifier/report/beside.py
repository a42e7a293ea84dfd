"""The part of the HTML page on what is told twice: both claims side by side, the rule and the words, the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from verifier.model import Relation
from verifier.report.compare import ALONE, CAVEAT, EXCERPT, MOST, TITLES, ordered_by_kind
from verifier.report.pictures import table
from verifier.report.rewrite import is_drift
from verifier.report.view import View
from verifier.report.words import cut, flat


def beside(view: View) -> Iterator[str]:
    """The section, or nothing where no claim has a counterpart."""
    groups: dict[str, list[Relation]] = {}
    for one in (each for each in view.report.relations if not is_drift(each)):
        groups.setdefault(one.other_draft if one.other_draft != view.report.name else "", []).append(one)
    if not groups:
        return
    yield f'<section id="beside" aria-labelledby="bh"><h2 id="bh">Told twice</h2><p>{CAVEAT}</p>'
    for other in sorted(groups):
        yield f"<h3>{f'Beside {escape(other)}' if other else 'Against itself'}</h3>"
        yield from _group(view, ordered_by_kind(groups[other]))
    yield "</section>"


def _group(view: View, found: Sequence[Relation]) -> Iterator[str]:
    for one in found[:MOST]:
        if one.kind != ALONE:
            yield from _pair(view, one)
    alone = [one for one in found if one.kind == ALONE][:MOST]
    if alone:
        rows = [[one.claim, _said(one.span.of(view.text)), one.why, _source(one.source)] for one in alone]
        yield f"<h4>{TITLES[ALONE]}</h4>{table(['Claim', 'Words', 'Why', 'Source'], rows)}"
    if len(found) > MOST:
        yield f"<p>{len(found) - MOST} more stand in the JSON report.</p>"


def _pair(view: View, one: Relation) -> Iterator[str]:
    yield f"<h4>{escape(f'{TITLES[one.kind]}: {flat(one.topic)}')}</h4>"
    other = one.other_draft if one.other_draft != view.report.name else ""
    here = [
        f"{view.report.name} {one.claim}" if other else one.claim,
        _said(one.span.of(view.text)),
        _source(one.source),
    ]
    there = [f"{other} {one.other_claim}".strip(), _said(one.other_text), _source(one.other_source)]
    if not one.other_claim:
        there = ["–", "–", "–"]
    yield table([here[0], there[0]], [[here[1], there[1]], [here[2], there[2]]])
    where = f" ({escape(one.where)})" if one.where else ""
    origins = f" Origins: {escape(flat(one.independence))}." if one.independence else ""
    words = ", ".join(f"“{flat(word)}”" for word in one.words)
    yield f"<p>{escape(flat(one.why))}. <code>{escape(one.rule)}</code>{where}.{origins} Words: {escape(words)}.</p>"


def _said(words: str) -> str:
    return f"“{cut(flat(words), EXCERPT)}”" if words else "–"


def _source(name: str) -> str:
    return f"Source: {cut(flat(name), 80)}" if name else "No source in reach"
