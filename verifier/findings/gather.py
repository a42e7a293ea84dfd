"""One question a cause: what several findings ask of one source, one claim or a run of bare claims is asked once.

Findings of one cause join: one source, one line elsewhere, the same names. Findings of cause ``run`` ask who stands
behind a claim: claims in a row that nobody stands behind are one question; a claim whose gravest finding has no
``several`` is asked about by itself. Notes join no question, and a note on what a
question asks already is left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from verifier.model import Claim, Finding, Level, Question, Report, ZoneKind

RUN = "run"
_NOTE = "note"
_OWN_VIEW = "uncited_analysis"  # to be without a source is its nature
_SEVERITIES = ("error", "warning", _NOTE)
_MOST = 8  # claims of one run: a longer one is asked about in parts
_MORE, _ALL_MORE = 2, 10  # risk that each further claim of a question adds, and that all of them add at most
_LEAD = frozenset((ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET))

_Found: TypeAlias = Sequence[Finding]


def questions(report: Report) -> tuple[Question, ...]:
    """What to ask of a draft, the gravest first, then what is only noted, then what was dismissed, each by itself."""
    order = {claim.id: at for at, claim in enumerate(report.claims)}
    made = _gravest_first(_made([found for found in report.findings if not found.dismissed], report, order))
    asked = _once_a_claim([one for one in made if one.severity != _NOTE])
    known = {(found.cause or found.rule, found.claim) for one in asked for found in one.findings}
    noted = [one for one in made if one.severity == _NOTE and not known >= _known(one)]
    gone = (_joined([found], found.question, order) for found in report.findings if found.dismissed)
    return (*asked, *noted, *gone)


def open_claims(report: Report) -> tuple[str, ...]:
    """The ids of claims that somebody has to accept before a draft runs: those that a question names, and facts without
    a source that nobody dismissed. A sign-off and every report count the same."""
    asked = {
        claim for one in questions(report) if one.severity != _NOTE and not one.first.dismissed for claim in one.claims
    }
    gone = {found.claim for found in report.findings if found.dismissed}
    return tuple(
        claim.id
        for claim, own in zip(report.claims, report.assessments, strict=True)
        if claim.id in asked or (own.resolved is Level.UNSOURCED and own.type != _OWN_VIEW and claim.id not in gone)
    )


def _known(one: Question) -> set[tuple[str, str]]:
    return {(found.cause or found.rule, found.claim) for found in one.findings}


def _gravest_first(made: Iterable[Question]) -> list[Question]:
    return sorted(made, key=lambda one: -one.risk)


def _once_a_claim(made: Iterable[Question]) -> list[Question]:
    """Who stands behind a claim is asked once: another question of that kind, on claims all asked about, joins."""
    kept: list[Question] = []
    by_claim: dict[str, int] = {}
    for one in made:
        if one.first.cause and by_claim.keys() >= set(one.claims):
            at = by_claim[one.first.claim]
            kept[at] = replace(kept[at], findings=(*kept[at].findings, *one.findings))
            continue
        by_claim |= {claim: len(kept) for claim in one.claims if claim not in by_claim}
        kept.append(one)
    return kept


def _made(found: _Found, report: Report, order: Mapping[str, int]) -> Iterator[Question]:
    groups: dict[str, list[Finding]] = {}
    bare: dict[str, list[Finding]] = {}
    for at, one in enumerate(found):
        if one.cause == RUN and one.claim in order:
            bare.setdefault(one.claim, []).append(one)
        else:
            groups.setdefault(one.cause or f"#{at}", []).append(one)  # a note joins a question of its cause
    for group in (sorted(group, key=_rank) for group in groups.values()):
        first, claims = group[0], {found.claim for found in group}
        text = first.several.replace("{count}", str(len(claims))) if len(claims) > 1 else ""
        yield _joined(group, text or first.question, order)
    for run in runs(bare, report):
        yield from _of_run(run, bare, order)


def _joined(group: _Found, text: str, order: Mapping[str, int]) -> Question:
    claims = tuple(sorted({found.claim for found in group if found.claim in order}, key=order.__getitem__))
    more = min(_ALL_MORE, _MORE * max(0, len(claims) - 1))
    risk = min(100, max(found.risk for found in group) + more)
    return Question(text, tuple(group), claims, group[0].severity, risk)


def _of_run(run: Sequence[Claim], bare: Mapping[str, _Found], order: Mapping[str, int]) -> Iterator[Question]:
    """One question for the claims of a run that matter, one note for those that do not."""
    grave = [claim for claim in run if bare[claim.id][0].severity != _NOTE]
    for claims in (grave, [claim for claim in run if claim not in grave]):
        found = sorted((one for claim in claims for one in bare[claim.id]), key=_rank)
        if len(claims) == 1:
            yield _joined(found, bare[claims[0].id][0].question, order)
        elif claims:
            text = bare[claims[0].id][0].several.replace("{count}", str(len(claims)))
            yield _joined(found, text, order)


def runs(bare: Mapping[str, _Found], report: Report) -> Iterator[list[Claim]]:
    """The claims in a row that are bare: none of the others between them is credited, no heading parts them."""
    run: list[Claim] = []
    headings = sorted(zone.span.start for zone in report.draft.zones if zone.kind is ZoneKind.HEADING)
    for claim, assessment in zip(report.claims, report.assessments, strict=True):
        if claim.id in bare:
            own = claim.zone in _LEAD or not bare[claim.id][0].several
            if own:
                yield [claim]
            elif len(run) == _MOST or (run and _is_parted(headings, run[-1], claim)):
                yield run
                run = [claim]
            else:
                run.append(claim)
        elif run and claim.attributions and assessment.strength is not None:
            yield run
            run = []
    if run:
        yield run


def _rank(found: Finding) -> tuple[int, int]:
    """The gravest first."""
    return _SEVERITIES.index(found.severity), -found.risk


def _is_parted(headings: Sequence[int], before: Claim, claim: Claim) -> bool:
    """Whether one of the headings, by where they begin, stands between two claims."""
    at = bisect_left(headings, before.span.end)
    return at < len(headings) and headings[at] < claim.span.start
