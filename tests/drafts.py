"""A draft read through the whole pipeline, for tests of what comes out at its end."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from verifier import reading, ruleset
from verifier.engine import Engine
from verifier.model import Assessment, Attribution, Claim, Report
from verifier.ruleset import RuleSet

SEEDS = Path(__file__).parent.parent / "seeds"
A = "000_f252c9510e71f429.txt"
B = "001_e3bc71b6b5f5464f.txt"


@lru_cache(maxsize=1)
def rules() -> RuleSet:
    return ruleset.load()


@lru_cache(maxsize=1)
def engine() -> Engine:
    return Engine(rules())


def read(text: str) -> Report:
    return engine().check(reading.from_text(text, name="draft"))


@lru_cache(maxsize=2)
def seed(name: str) -> Report:
    return engine().check(reading.read(SEEDS / name))


def row(report: Report, words: str) -> tuple[Claim, Assessment]:
    """The shortest claim that shares most words with ``words``."""
    start = report.text.index(words)
    end = start + len(words)

    def fit(pair: tuple[Claim, Assessment]) -> float:
        span = pair[0].span
        common = max(0, min(end, span.end) - max(start, span.start))
        return 2 * common / (len(words) + span.end - span.start)

    best = max(zip(report.claims, report.assessments, strict=True), key=fit)
    assert fit(best) >= 0.5, f"no claim of its own for “{words}”"
    return best


def types(report: Report) -> list[str]:
    return [assessment.type for assessment in report.assessments]


def sources(report: Report) -> list[tuple[str, str]]:
    """Name and type of every source that supports something."""
    return [(one.source.name, one.source.type) for one in supporting(report) if one.source is not None]


def supporting(report: Report) -> list[Attribution]:
    return [one for one in report.attributions if one.supports]
