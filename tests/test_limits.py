"""Limits are advisory until one is set; then what passes it ends the run with 1, and what was accepted does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk import checked, rules

from verifier.cli import main
from verifier.desk.limits import choose, known_names, level, passed
from verifier.errors import InputError
from verifier.model import Finding, Level

TEXT = "Varna harbour reopens\n\nThe northern pier was shut for 14 days. The mayor may resign.\n"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft with an unsourced claim."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    return "d.txt"


def test_without_a_limit_findings_are_no_failure(draft: str) -> None:
    assert main([draft, "-q"]) == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["--fail-on", "unsourced"], 1, id="a level"),
        pytest.param(["--fail-on", "LOW"], 1, id="a level above it"),
        pytest.param(["--max-unsourced", "0"], 1, id="too many"),
        pytest.param(["--max-unsourced", "50"], 0, id="not too many"),
        pytest.param(["--fail-on", "imagery*"], 0, id="a finding that is not there"),
        pytest.param(["--fail-on", "uncited-*"], 1, id="a finding that is"),
        pytest.param(["--fail-on", "uncited-*", "--ignore", "uncited-*"], 0, id="ignored"),
        pytest.param(["--fail-on", "nothing-such"], 2, id="a limit that can never fire"),
        pytest.param(["--select", "nothing-such"], 2, id="a choice of nothing"),
    ],
)
def test_the_exit_status(arguments: list[str], status: int, draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([draft, "-q", *arguments]) == status
    assert bool(capsys.readouterr().err) == bool(status)


def test_the_report_is_written_all_the_same(draft: str, tmp_path: Path) -> None:
    main([draft, "-q", "--max-unsourced", "0"])
    assert (tmp_path / "reports" / "d.md").exists()


def test_what_was_dismissed_and_what_is_only_previewed_passes_no_limit() -> None:
    report = checked(TEXT)
    assert passed(report, fail_on=["asked"], max_unsourced=None)
    quiet = tuple(replace(found, dismissed="known") for found in report.findings)
    assert not passed(replace(report, findings=quiet), fail_on=["asked", "UNSOURCED"], max_unsourced=0)
    preview = tuple(replace(found, status="preview") for found in report.findings)
    assert not passed(replace(report, findings=preview), fail_on=["asked"], max_unsourced=None)


def test_choosing_findings() -> None:
    report = checked(TEXT)
    other = Finding("other-one", "t", "q", "w", report.claims[0].span, report.claims[0].id)
    report = replace(report, findings=(*report.findings, other))
    assert {found.rule for found in choose(report, select=["other*"], ignore=[]).findings} == {"other-one"}
    assert {found.rule for found in choose(report, select=[], ignore=["other*"]).findings} == {"asked"}
    assert choose(report, select=[], ignore=[]) is report


def test_a_level_in_any_case() -> None:
    assert level("Unsourced") is Level.UNSOURCED
    assert level("asked") is None


def test_a_mistyped_limit_is_mended() -> None:
    with pytest.raises(InputError, match="Did you mean"):
        known_names(["uncited-fac"], rules())


def test_a_mistyped_level_is_told_the_levels() -> None:
    with pytest.raises(InputError, match=r"Did you mean “low”.*Levels: high, moderate, low, unsourced"):
        known_names(["lwo"], rules())
