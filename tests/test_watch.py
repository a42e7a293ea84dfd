"""``--watch`` checks now, and again after a save, and lives through a rule in the midst of an edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.commands import watch
from verifier.errors import InputError


def test_it_runs_again_after_a_save_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = tmp_path / "d.txt"
    draft.write_text("one", encoding="utf-8")
    runs: list[int] = []
    saves = iter([False, True, False])

    def pause(_: float) -> None:
        if next(saves):
            draft.write_text("one two", encoding="utf-8")

    monkeypatch.setattr(watch.time, "sleep", pause)
    assert watch.watch([str(tmp_path)], lambda: runs.append(1) or 0, looks=3) == 0
    assert len(runs) == 2


def test_an_error_is_said_and_the_watch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch.time, "sleep", lambda _: None)

    def fail() -> int:
        raise InputError("a rule is broken")

    assert watch.watch([str(tmp_path)], fail, looks=1) == 2
    assert "verify: a rule is broken" in capsys.readouterr().err
