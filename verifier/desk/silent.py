"""What was considered for a claim and did not fire, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Claim, Match, Report
from verifier.ruleset import RuleSet

MOST = 5
_WORDS = 5


def silent(report: Report, claim: str, rules: RuleSet) -> tuple[str, ...]:
    """Each as ``rule (why not)``: sources that no cue ties to the claim, then details that are not there."""
    row = next(row for row in zip(report.claims, report.assessments, strict=True) if row[0].id == claim)
    said = [*_sources(report, row[0], rules), *_details(report, row[0], row[1].type, rules)]
    return tuple(dict.fromkeys(said))[:MOST]


def _in_sentence(report: Report, claim: Claim) -> Iterator[Match]:
    return (found for found in report.matches if found.sentence == claim.sentence)


def _sources(report: Report, claim: Claim, rules: RuleSet) -> Iterator[str]:
    tied = [
        found.source.span
        for index in claim.attributions
        if (found := report.attributions[index]).source is not None and found.source is not None
    ]
    for match in _in_sentence(report, claim):
        rule = rules.rules.get(match.rule)
        if rule is None or rule.kind != "source" or any(span.overlaps(match.span) for span in tied):
            continue
        words = " ".join(match.span.of(report.text).split()[:_WORDS])
        yield f"{match.rule} (“{words}”: no cue ties it to the claim)"


def _details(report: Report, claim: Claim, kind: str, rules: RuleSet) -> Iterator[str]:
    row = next(each for known, each in zip(report.claims, report.assessments, strict=True) if known is claim)
    fired = {factor.rule for factor in row.factors}
    here = {match.rule: match for match in _in_sentence(report, claim)}
    for rule in rules.of("detail"):
        types = rule.words("types")
        if rule.id in fired or (types and kind not in types) or rule.status in ("deprecated", "off"):
            continue
        match = here.get(rule.id)
        if match is None:
            yield f"{rule.id} (nothing found)"
        else:
            yield f"{rule.id} (“{' '.join(match.span.of(report.text).split()[:_WORDS])}” does not count here)"
