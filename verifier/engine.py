"""The stages in order, nothing else: all that the command line and ``import verifier`` do with a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from verifier.attribution import Attributor
from verifier.attribution.cast import Caster
from verifier.claims import ClaimCutter
from verifier.draft import Preparer
from verifier.findings import Asker
from verifier.matching.match import Matcher
from verifier.model import Document, Draft, Echo, Relation, Report
from verifier.relations import Relater
from verifier.ruleset import RuleSet
from verifier.scoring import Assessor


class Engine:
    """Every stage compiled for one rule set, once, when it is first asked for. No draft changes what it says."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    @cached_property
    def preparer(self) -> Preparer:
        """Zones, sentences, tokens."""
        return Preparer(self.rules)

    @cached_property
    def matcher(self) -> Matcher:
        """Phrases of the rules."""
        return Matcher(self.rules)

    @cached_property
    def attributor(self) -> Attributor:
        """Who says what."""
        return Attributor(self.rules)

    @cached_property
    def claim_cutter(self) -> ClaimCutter:
        """One claim a clause."""
        return ClaimCutter(self.rules)

    @cached_property
    def assessor(self) -> Assessor:
        """Type, strength, certainty, risk."""
        return Assessor(self.rules)

    @cached_property
    def relater(self) -> Relater:
        """Claims compared, inside a draft and across drafts."""
        return Relater(self.rules)

    @cached_property
    def caster(self) -> Caster:
        """Who speaks."""
        return Caster(self.rules)

    @cached_property
    def asker(self) -> Asker:
        """Questions."""
        return Asker(self.rules)

    def prepare(self, document: Document) -> Draft:
        """A document cut into zones, sentences and tokens."""
        return self.preparer.prepare(document)

    def check(self, document: Document) -> Report:
        """Everything that can be said of one draft on its own."""
        report = self._read(document)
        found = self.relater.study((report,))
        return self._conclude(report, found.relations, found.echoes[0])

    def check_together(self, documents: Iterable[Document]) -> tuple[Report, ...]:
        """The same for several drafts, with what each says of the events of the others."""
        reports = tuple(map(self._read, documents))
        found = self.relater.study(reports)
        told: dict[str, list[Relation]] = {report.name: [] for report in reports}
        for relation in found.relations:
            told[relation.draft].append(relation)
        return tuple(
            self._conclude(report, told[report.name], echoes)
            for report, echoes in zip(reports, found.echoes, strict=True)
        )

    def _read(self, document: Document) -> Report:
        draft = self.prepare(document)
        matches = self.matcher.find(draft)
        attributions = self.attributor.attribute(draft, matches)
        claims = self.claim_cutter.cut(draft, attributions, matches)
        assessments = self.assessor.assess(draft, claims, attributions, matches)
        return Report(draft, attributions, claims, assessments, (), self.rules.id, matches=tuple(matches.all))

    def _conclude(self, report: Report, relations: Sequence[Relation], echoes: Mapping[int, Sequence[Echo]]) -> Report:
        report = replace(report, relations=tuple(relations))
        report = replace(report, assessments=self.assessor.conclude(report, echoes))
        report = replace(report, cast=self.caster.cast(report), unsure=self.caster.unsure(report))
        return replace(report, profiles=self.asker.profiles(report), findings=self.asker.ask(report))
