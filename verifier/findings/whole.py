"""Checks on the draft as a whole. Each yields what to point at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from verifier.findings.checks import Answer
from verifier.findings.desk import Desk
from verifier.model import ZoneKind
from verifier.spans import Span

_FURNITURE = frozenset((ZoneKind.PROVENANCE, ZoneKind.BOILERPLATE))
_FEW = 3  # sourced claims from which one source alone is worth a word
_OPENING = 3  # paragraphs in which a dateline may stand


def second_hand(desk: Desk, rule: str) -> Iterator[Answer]:
    """The page tells that it was taken from elsewhere."""
    for zone in desk.report.draft.zones:
        if zone.kind is ZoneKind.PROVENANCE:
            yield Answer(zone.span, zone.span.of(desk.text))
            return
    for match in desk.matches(rule):
        yield Answer(match.span)
        return


def no_dateline(desk: Desk, rule: str) -> Iterator[Answer]:
    """“Last week”, and nothing that tells which day it is."""
    zones = desk.report.draft.zones
    furniture = [zone.span for zone in zones if zone.kind in _FURNITURE or zone.kind is ZoneKind.BYLINE]
    relative = [match for match in desk.matches(rule) if not any(span.covers(match.span) for span in furniture)]
    if relative and not _is_dated(desk):
        words = ", ".join(dict.fromkeys(match.span.of(desk.text).lower() for match in relative))
        yield Answer(relative[0].span, words)


def _is_dated(desk: Desk) -> bool:
    """Whether front matter, byline or the first paragraphs hold a full date."""
    if any(name == "date" for name, _ in desk.report.draft.document.meta):
        return True
    body = 0
    for zone in desk.report.draft.zones:
        if zone.kind is ZoneKind.BODY:
            body += 1
        if body > _OPENING:
            return False
        if any(zone.span.covers(match.span) for match in desk.matches(desk.told["full_date"])):
            return True
    return False


def one_source(desk: Desk, rule: str) -> Iterator[Answer]:
    """Everything that is credited is credited to one source."""
    del rule
    names: dict[str, Span] = {}
    count = 0
    for at, (claim, assessment) in enumerate(desk.rows):
        one = desk.attribution(claim)
        if one is None or one.source is None or desk.uncited(at) or assessment.strength is None:
            continue
        count += 1
        names.setdefault(_last_name(desk, one.source.resolved or one.source.span), one.source.span)
        if len(names) > 1:
            return
    if count >= _FEW and names:
        (span,) = names.values()
        yield Answer(span, span.of(desk.text), grave=False if desk.profiles else None)


def _last_name(desk: Desk, span: Span) -> str:
    """The last word of the name in a source, or the whole source where it has none."""
    named = [at for at in desk.range(span) if desk.tokens.tags[at] in desk.name_letters]
    return desk.tokens.words[named[-1]] if named else span.of(desk.text).lower()


def own_views(desk: Desk, rule: str) -> Iterator[Answer]:
    """The writer's own views, told once for the whole draft."""
    del rule
    views = [claim for claim, assessment in desk.rows if assessment.type == "uncited_analysis" and assessment.scored]
    if len(views) >= _FEW:
        yield Answer(views[0].span, str(len(views)))


DRAFT_CHECKS: Mapping[str, Callable[[Desk, str], Iterator[Answer]]] = {
    check.__name__.replace("_", "-"): check for check in (second_hand, no_dateline, one_source, own_views)
}
