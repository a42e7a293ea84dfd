"""The limits a person sets: which findings count, and when a run ends with status 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from verifier.errors import InputError, did_you_mean
from verifier.model import Assessment, Claim, Level, Report
from verifier.ruleset import RuleSet

_ORDER = (Level.HIGH, Level.MODERATE, Level.LOW, Level.UNSOURCED)
_OWN_VIEW = "uncited_analysis"


def choose(report: Report, *, select: Sequence[str], ignore: Sequence[str]) -> Report:
    """The report with only the findings that ``select`` names and ``ignore`` does not; both may have ``*``."""
    if not select and not ignore:
        return report
    kept = tuple(
        found for found in report.findings if (not select or _any(found.rule, select)) and not _any(found.rule, ignore)
    )
    return replace(report, findings=kept)


def _any(rule: str, patterns: Sequence[str]) -> bool:
    return any(is_meant(rule, pattern) for pattern in patterns)


def is_meant(rule: str, pattern: str) -> bool:
    """Whether a person who names ``pattern`` means this rule: its id, ``*`` for anything, or the family’s name."""
    return fnmatchcase(rule, pattern) or fnmatchcase(rule, f"{pattern}-*")


def known_rules(patterns: Sequence[str], rules: RuleSet) -> None:
    """InputError for a pattern that no finding rule answers to: a limit that can never fire is a mistake."""
    names = [rule.id for kind in ("finding", "needs", "drift") for rule in rules.of(kind)]
    names += sorted({rule.type for rule in rules.of("drift")} - set(names))
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            raise InputError(f"There is no finding rule “{pattern}”.{did_you_mean(pattern, names)}")


def known_names(limits: Sequence[str], rules: RuleSet) -> None:
    """InputError for a limit that is neither a level nor a finding."""
    levels = [found.value.lower() for found in _ORDER]
    for name in limits:
        if level(name) is None:
            try:
                known_rules([name], rules)
            except InputError as error:
                hint = did_you_mean(name.lower(), levels)
                raise InputError(f"{error}{hint} Levels: {', '.join(levels)}.") from error


def level(name: str) -> Level | None:
    """The level a person named, in any case; None when it is no level."""
    return next((found for found in _ORDER if found.value == name.upper()), None)


def passed(report: Report, *, fail_on: Sequence[str], max_unsourced: int | None) -> list[str]:
    """Every limit this draft passes, in words. Preview findings, own views and what was dismissed never count."""
    said = []
    dismissed = {found.claim for found in report.findings if found.dismissed}
    rows = [
        (claim, assessment)
        for claim, assessment in zip(report.claims, report.assessments, strict=True)
        if claim.id not in dismissed and assessment.type != _OWN_VIEW
    ]
    for name in fail_on:
        wanted = level(name)
        hits = _below(rows, wanted) if wanted else _found(report, name)
        if hits:
            what = f"at {wanted} or below" if wanted else f"with {name}"
            said.append(f"{report.name}: {len(hits)} {what}: {', '.join(hits[:8])}{' …' if len(hits) > 8 else ''}")
    if max_unsourced is not None:
        bare = _below(rows, Level.UNSOURCED)
        if len(bare) > max_unsourced:
            said.append(f"{report.name}: {len(bare)} claims without a source, {max_unsourced} allowed")
    return said


def _below(rows: Sequence[tuple[Claim, Assessment]], wanted: Level) -> list[str]:
    bad = _ORDER[_ORDER.index(wanted) :]
    return [claim.id for claim, assessment in rows if assessment.resolved in bad]


def _found(report: Report, pattern: str) -> list[str]:
    return [
        found.claim or "the draft"
        for found in report.findings
        if is_meant(found.rule, pattern) and found.status != "preview" and not found.dismissed
    ]
