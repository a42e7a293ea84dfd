"""What was considered for a claim and did not fire, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.model import Assessment, Attribution, Claim, Match, Report
from verifier.ruleset import RuleSet

MOST = 3  # of each sort
_WORDS = 5


def silent(report: Report, claim: str, rules: RuleSet) -> tuple[str, ...]:
    """In words: sources in the sentence that no cue ties to the claim, details that do not count, details not there."""
    row = next(row for row in zip(report.claims, report.assessments, strict=True) if row[0].id == claim)
    here = [found for found in report.matches if found.sentence == row[0].sentence]
    details = _details(row[1], rules)
    found = {match.rule: match for match in here}
    return tuple(
        filter(
            None,
            (
                _listed("no cue ties it to the claim", _untied(report, row[0], here, rules)),
                _listed(
                    "does not count here", [_quoted(report, found[rule], rule) for rule in details if rule in found]
                ),
                _listed("nothing found", [rule for rule in details if rule not in found]),
            ),
        )
    )


def _listed(reason: str, names: Sequence[str]) -> str:
    return f"{', '.join(names[:MOST])} ({reason})" if names else ""


def _quoted(report: Report, match: Match, rule: str) -> str:
    return f"{rule} “{' '.join(match.span.of(report.text).split()[:_WORDS])}”"


def _untied(report: Report, claim: Claim, here: Sequence[Match], rules: RuleSet) -> list[str]:
    """Source matches that stand behind nothing in this claim, the longest of those that overlap."""
    spans = [found.source.span for found in _attributions(report, claim) if found.source is not None]
    named = []
    for match in sorted(here, key=lambda match: (match.span.start - match.span.end, match.span.start)):
        rule = rules.rules.get(match.rule)
        if rule is None or rule.kind != "source" or any(span.overlaps(match.span) for span in spans):
            continue
        if rule.type.startswith("uncited"):
            continue
        spans.append(match.span)
        named.append((match.span.start, _quoted(report, match, match.rule)))
    return [words for _, words in sorted(named)]


def _attributions(report: Report, claim: Claim) -> Iterator[Attribution]:
    return (report.attributions[index] for index in claim.attributions)


def _details(assessment: Assessment, rules: RuleSet) -> list[str]:
    """The detail rules meant for this type that brought no points."""
    fired = {factor.rule for factor in assessment.factors}
    return [
        rule.id
        for rule in rules.of("detail")
        if rule.id not in fired
        and rule.status not in ("deprecated", "off")
        and (not rule.words("types") or assessment.type in rule.words("types"))
    ]
