"""What a rewrite did to its original: each kind of drift told; an honest rewrite has none."""

from __future__ import annotations

from functools import cache

import pytest
from desk import engine, rules

import verifier
from verifier.desk.rewrite import Comparer
from verifier.model import Report

comparer = cache(lambda: Comparer(rules()))

HEAD = "Norland navy leaves Varna\n\n"
LEAD = "The morning was calm over the northern coast of the country."


def told(original: str, draft: str) -> set[str]:
    """The drifts found between two versions of one paragraph."""
    return {found.rule for found in compared(original, draft).findings if found.rule.startswith("drift-")}


def compared(original: str, draft: str) -> Report:
    """The report of a rewrite against its original."""
    reports = [
        verifier.verify(f"{HEAD}{text}\n", name=name, engine=engine())
        for text, name in ((draft, "draft.txt"), (original, "wire.txt"))
    ]
    return comparer().compare(reports[0], [reports[1]])


DRIFTS = [
    pytest.param(
        "Two Norland officials said the navy was moving four ships from the Varna base.",
        "The navy was moving four ships from the Varna base.",
        "drift-attribution",
        id="attribution dropped",
    ),
    pytest.param(
        "Maria Lund, a naval analyst at Harlow University, said the navy was moving four ships from the Varna base.",
        "The Norland government said the navy was moving four ships from the Varna base.",
        "drift-source",
        id="source re-typed",
    ),
    pytest.param(
        "Three officials said the navy was moving four ships from the Varna base.",
        "Officials said the navy was moving four ships from the Varna base.",
        "drift-count",
        id="count lost",
    ),
    pytest.param(
        "Defence Minister Ivan Petrov said the navy was moving four ships from the Varna base.",
        "Defence Minister Ivan Petrov confirmed the navy was moving four ships from the Varna base.",
        "drift-verb",
        id="verb upgraded",
    ),
    pytest.param(
        "Defence Minister Ivan Petrov said the navy may move four ships from the Varna base.",
        "Defence Minister Ivan Petrov said the navy moved four ships from the Varna base.",
        "drift-hedge",
        id="hedge dropped",
    ),
    pytest.param(
        "Defence Minister Ivan Petrov said at a briefing on Tuesday that the navy was moving four ships from Varna.",
        "Defence Minister Ivan Petrov said the navy was moving four ships from Varna.",
        "drift-date",
        id="date and venue lost",
    ),
]


@pytest.mark.parametrize(("original", "draft", "drift"), DRIFTS)
def test_each_drift_is_told(original: str, draft: str, drift: str) -> None:
    assert drift in told(original, draft)


@pytest.mark.parametrize("case", [param.values[0] for param in DRIFTS])
def test_the_same_text_drifts_nowhere(case: str) -> None:
    assert told(case, case) == set()


@pytest.mark.parametrize(("original", "draft", "drift"), DRIFTS)
def test_the_other_way_round_it_is_no_such_drift(original: str, draft: str, drift: str) -> None:
    if drift != "drift-source":  # a change of kind is one either way
        assert drift not in told(draft, original)


def test_a_paragraph_on_something_else_has_no_original() -> None:
    reports = [
        verifier.verify(text, name=name, engine=engine())
        for text, name in (
            (f"{HEAD}{LEAD}\n", "d.txt"),
            ("Prices rise\n\nBread cost more in May, grocers said.\n", "w.txt"),
        )
    ]
    assert not any(row.originals for row in comparer().beside(reports[0], [reports[1]]).rows[1:])


def test_each_drift_is_a_relation_to_the_claim_it_comes_from() -> None:
    report = compared(DRIFTS[0].values[0], DRIFTS[0].values[1])  # type: ignore[arg-type]
    relation = next(found for found in report.relations if found.rule == "drift-attribution")
    assert (relation.kind, relation.draft, relation.other_draft) == ("drift", "draft.txt", "wire.txt")
    assert relation.span in [claim.span for claim in report.claims]


def test_the_gravest_leads() -> None:
    report = compared(DRIFTS[0].values[0], DRIFTS[0].values[1])  # type: ignore[arg-type]
    assert [found.risk for found in report.findings] == sorted((found.risk for found in report.findings), reverse=True)
