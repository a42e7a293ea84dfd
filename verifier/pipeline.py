"""The stages in order, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verifier import attribution, claims, corroboration, findings, match, resolution, score, segment, sources, tokens
from verifier.model import Document, Draft, Report
from verifier.ruleset import RuleSet


def check(document: Document, rules: RuleSet) -> Report:
    """Everything that can be said of one draft on its own."""
    report = _read(document, rules)
    return _conclude(report, corroboration.relate((report,), rules), rules)


def check_together(documents: Iterable[Document], rules: RuleSet) -> tuple[Report, ...]:
    """The same for several drafts, with what they say of each other's events."""
    reports = tuple(_read(document, rules) for document in documents)
    relations = corroboration.relate(reports, rules)
    return tuple(
        _conclude(report, tuple(one for one in relations if one.draft == report.name), rules) for report in reports
    )


def prepare(document: Document, rules: RuleSet) -> Draft:
    """A document cut into zones, sentences and tokens."""
    zones, sentences = segment.segment(document, rules)
    return Draft(document, zones, sentences, tokens.tokenise(document, sentences, rules))


def _read(document: Document, rules: RuleSet) -> Report:
    draft = prepare(document, rules)
    matches = match.find(draft, rules)
    found = attribution.attribute(draft, matches, rules)
    found = resolution.resolve(draft, found, rules)
    found = sources.classify(draft, found, matches, rules)
    cut = claims.cut(draft, found, matches, rules)
    assessments = score.assess(draft, cut, found, matches, rules)
    return Report(draft, found, cut, assessments, (), rules.id, matches=tuple(matches.all))


def _conclude(report: Report, relations: tuple, rules: RuleSet) -> Report:  # type: ignore[type-arg]
    report = replace(report, relations=relations)
    report = replace(report, assessments=score.weigh_conflicts(report, rules))
    return replace(report, findings=findings.find(report, rules))
