"""One report with its look-ups made once: lines, claims by id, findings of a claim."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from verifier.findings import open_claims, questions
from verifier.model import Assessment, Attribution, Claim, Finding, Level, Question, Report, ZoneKind
from verifier.report.labels import MARKS, UNSURE, VIEW, Mark, shown
from verifier.spans import LineIndex, Span

NOTE = "note"
LEAD = 7  # questions that lead a report, in every format
_SAME = 3  # times that a question by one and the same rule may lead a report
_LEAD = (ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET)


class View:
    """A report as a renderer reads it; holds no opinion of its own."""

    def __init__(self, report: Report, pages: Mapping[str, str] | None = None, *, how_often: bool = False) -> None:
        self.report = report
        self.how_often = how_often  # whether questions tell how often their rule was right
        self.pages = pages or {}  # of rules, as the output links to them
        self.text = report.draft.document.prose  # to be shown: as long as the text, its markup blanked
        self.rows = tuple(zip(report.claims, report.assessments, strict=True))

    @cached_property
    def lines(self) -> LineIndex:
        """Where lines begin."""
        return LineIndex(self.report.text)

    @cached_property
    def sha256(self) -> str:
        """The hash of the text as read, in UTF-8."""
        return hashlib.sha256(self.report.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def words(self) -> int:
        """Words of the draft, as white space divides them, markup aside."""
        return len(self.report.draft.document.prose.split())

    @cached_property
    def open(self) -> tuple[Finding, ...]:
        """Findings that nobody has dismissed, the gravest first as the report has them."""
        return tuple(found for found in self.report.findings if not found.dismissed)

    @cached_property
    def checks(self) -> frozenset[str]:
        """Ids of claims with an open finding of severity error."""
        return frozenset(found.claim for found in self.open if found.claim and found.severity == "error")

    @cached_property
    def unsure(self) -> frozenset[str]:
        """Ids of claims whose source is a guess."""
        return frozenset(self.report.unsure)

    @cached_property
    def by_id(self) -> dict[str, tuple[Claim, Assessment]]:
        """Claim and assessment by claim id."""
        return {claim.id: (claim, assessment) for claim, assessment in self.rows}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each claim in reading order, from 0."""
        return {claim.id: at for at, (claim, _) in enumerate(self.rows)}

    def place(self, span: Span) -> str:
        """``line:column`` of the first letter."""
        return f"{self.lines.line(span.start)}:{self.lines.column(span.start)}"

    def line(self, span: Span) -> int:
        """The line of the first letter."""
        return self.lines.line(span.start)

    @cached_property
    def by_claim(self) -> dict[str, tuple[Finding, ...]]:
        """All findings of each claim that has any, dismissed ones too."""
        found: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            found.setdefault(finding.claim, []).append(finding)
        return {claim: tuple(findings) for claim, findings in found.items()}

    def findings_of(self, claim: str) -> tuple[Finding, ...]:
        """Open findings of one claim."""
        return tuple(found for found in self.by_claim.get(claim, ()) if not found.dismissed)

    def attributions_of(self, claim: Claim) -> Iterator[Attribution]:
        """The attributions of a claim, the governing one first."""
        return (self.report.attributions[index] for index in claim.attributions)

    def sentence_of(self, claim: Claim) -> Span:
        """The sentence around a claim."""
        return self.report.draft.sentences[claim.sentence].span

    def count(self, *, as_written: bool = False) -> dict[Mark, int]:
        """How many claims have each mark, every mark present."""
        counts = Counter([shown(assessment, as_written=as_written) for _, assessment in self.rows])
        return {mark: counts[mark] for mark in MARKS}

    def weak(self) -> Iterator[tuple[Claim, Assessment]]:
        """Claims below Moderate, the writer's own views aside."""
        for claim, assessment in self.rows:
            if assessment.resolved in (Level.LOW, Level.UNSOURCED) and shown(assessment) is not VIEW:
                yield claim, assessment

    def lead_findings(self) -> Iterator[Finding]:
        """Open findings on headline, dek or bullets."""
        for found in self.open:
            row = self.by_id.get(found.claim)
            if row and row[0].zone in _LEAD and found.severity == "error":
                yield found

    def source_names(self, claim: Claim) -> tuple[str, ...]:
        """The distinct sources that support a claim, in full where a first mention gives the name."""
        names = []
        for attribution in self.attributions_of(claim):
            source = attribution.source
            if source is not None and attribution.supports:
                name = f"{source.name} {UNSURE}" if source.unsure else source.resolved_name or source.name
                if name and name not in names:
                    names.append(name)
        return tuple(names)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What to ask, one a cause: the gravest first, then what is only noted, then what was dismissed."""
        return questions(self.report)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions to send: no notes, nothing dismissed."""
        return tuple(one for one in self.questions if one.severity != NOTE and not one.first.dismissed)

    @cached_property
    def open_claims(self) -> tuple[str, ...]:
        """Ids of the claims that a sign-off has to accept."""
        return open_claims(self.report)

    @cached_property
    def noted(self) -> tuple[Question, ...]:
        """What is told apart from the questions."""
        return tuple(one for one in self.questions if one.severity == NOTE and not one.first.dismissed)

    @cached_property
    def lead(self) -> tuple[Question, ...]:
        """The questions that lead a report, the gravest first.

        A rule leads ``_SAME`` times, more only where nothing else is to be asked, so that others find room.
        """
        by_rule: Counter[str] = Counter()
        chosen: list[Question] = []
        later: list[Question] = []
        for one in self.asked:
            by_rule[one.first.rule] += 1
            (chosen if by_rule[one.first.rule] <= _SAME else later).append(one)
        kept = [*chosen, *later][:LEAD]
        return tuple(one for one in self.asked if one in kept)

    @cached_property
    def by_asked(self) -> dict[str, tuple[Question, ...]]:
        """The open questions and notes that name each claim, questions first."""
        found: dict[str, list[Question]] = {}
        for one in (*self.asked, *self.noted):
            for claim in one.claims:
                found.setdefault(claim, []).append(one)
        return {claim: tuple(several) for claim, several in found.items()}

    def of_draft(self) -> tuple[Finding, ...]:
        """Open findings on the draft as a whole."""
        return tuple(found for found in self.open if not found.claim)
