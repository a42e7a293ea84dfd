"""The stages in order, nothing else. What ``import verifier`` offers, and all the command line uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from verifier import attribution, claims, findings, relations, scoring
from verifier.attribution import resolution, sources
from verifier.draft import evidence, segment, tokens
from verifier.matching import match
from verifier.model import Document, Draft, Echo, Relation, Report
from verifier.reading import from_text
from verifier.ruleset import RuleSet, load

_built_in = cache(load)  # read once a process, however many texts are checked


def verify(text: str, *, name: str = "draft.txt", format: str = "text", rules: RuleSet | None = None) -> Report:
    """Everything that can be said of one text, with the built-in rules where none are given."""
    return check(from_text(text, name=name, format=format), rules or _built_in())


def check(document: Document, rules: RuleSet) -> Report:
    """Everything that can be said of one draft on its own."""
    report = _read(document, rules)
    found = relations.study((report,), rules)
    return _conclude(report, found.relations, found.echoes[0], rules)


def check_together(documents: Iterable[Document], rules: RuleSet) -> tuple[Report, ...]:
    """The same for several drafts, with what each says of the events of the others."""
    reports = tuple(_read(document, rules) for document in documents)
    told: dict[str, list[Relation]] = {report.name: [] for report in reports}
    found = relations.study(reports, rules)
    for relation in found.relations:
        told[relation.draft].append(relation)
    return tuple(
        _conclude(report, told[report.name], echoes, rules)
        for report, echoes in zip(reports, found.echoes, strict=True)
    )


def prepare(document: Document, rules: RuleSet) -> Draft:
    """A document cut into zones, sentences and tokens; of what hangs on its words, what is evidence."""
    if document.evidence:
        document = replace(document, evidence=evidence.documents(document.evidence, rules))
    zones, sentences = segment.segment(document, rules)
    return Draft(document, zones, sentences, tokens.tokenise(document, sentences, rules))


def _read(document: Document, rules: RuleSet) -> Report:
    draft = prepare(document, rules)
    matches = match.find(draft, rules)
    found = attribution.attribute(draft, matches, rules)
    found = resolution.resolve(draft, found, rules)
    found = sources.classify(draft, found, matches, rules)
    cut = claims.cut(draft, found, matches, rules)
    assessments = scoring.assess(draft, cut, found, matches, rules)
    return Report(draft, found, cut, assessments, (), rules.id, matches=tuple(matches.all))


def _conclude(
    report: Report, relations: Sequence[Relation], echoes: Mapping[int, Sequence[Echo]], rules: RuleSet
) -> Report:
    report = replace(report, relations=tuple(relations))
    report = replace(report, assessments=scoring.grow(report, echoes, rules))
    report = replace(report, assessments=scoring.weigh_conflicts(report, rules))
    return replace(report, findings=findings.find(report, rules))
